/* Gives the player what it needs of the memory, which it loads once it has nothing else to do. */

const memory = { best, erase, eraser, finish, foot, kept, note, noteWords, recall, reread, resume, revise };
(self.coolhead ??= []).push(["memory", memory]);
