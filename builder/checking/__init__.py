"""What checking a course is made of: one story at a time, the course around them, waivers, and findings for print."""
