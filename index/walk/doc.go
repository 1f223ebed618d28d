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
// The matching is our own, written from gitignore(5) and from watching git 2.39, to which
// TestWalkEqualsGit holds it. Two libraries were tried and contradict git:
// github.com/git-pkgs/gitignore v1.1.0 on foo/** with !foo/keep, x with !a/x (for a/x/x),
// *.d with !a/ (for a/b.d), [*a], a[b and a byte order mark; go-git's gitignore v5.17.2 on
// the first three, [[:alpha:]], [!a], a**/b and more. Both also split the path anew for
// each pattern.
package walk
