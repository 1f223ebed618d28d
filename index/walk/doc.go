// Package walk finds the files of a workspace folder: all that git would list, and why
// the others are left out.
//
// Inside a git repository the files visited are those of
//
//	git ls-files --cached --others --exclude-standard
//
// that exist and are regular: .gitignore files of the folder, those above it up to the top
// of the repository and those below; .git/info/exclude and the user's global excludes; and
// a file that git tracks is visited although a rule of git's ignores it. Outside a
// repository the same rules apply as if the root were the top of one.
//
// It differs from git on purpose in this:
//   - Nested repositories, submodules or not, are walked too unless the rules around them
//     ignore their folder. Each has its own rules and its own index; the rules of the
//     repository around it end at its top, as they do for git.
//   - A file .ignore (ripgrep's) is a .gitignore that any tool may have. As in ripgrep it
//     wins over .gitignore files, whichever folders the two stand in, and it reaches into
//     nested repositories. What it ignores is left out even when git tracks it.
//   - A root which the rules above it ignore was opened on purpose: it is walked as if it
//     stood alone.
//   - A .gitignore that a sparse checkout left out of the working tree does not count.
//
// Symbolic links are neither visited nor followed, except where the root itself is one.
// Folders called .git are never entered. Other things than files and folders are passed over.
//
// The matching is our own. github.com/git-pkgs/gitignore v1.1.0 and go-git's gitignore
// package were both tried and contradict git; see pattern_test.go for where. It was written
// from gitignore(5) and observation of git 2.39, and TestWalkEqualsGit holds it to that.
package walk
