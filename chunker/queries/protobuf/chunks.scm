; No definitions yet: files of this language get block chunks.
