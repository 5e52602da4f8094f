/* Gives the player what it needs of the memory, which it loads once it has nothing else to do. */

(self.coolhead ??= []).push(["memory", { finish, foot, kept, note, noteWords, recall, reread, resume }]);
