package walk

import (
	"slices"
	"strings"
)

// tracked holds the paths in a repository's index, relative to its top, sorted.
type tracked struct {
	names []string
}

// has tells whether a path is in the index: a file, or a submodule.
func (t tracked) has(path string) bool {
	_, found := slices.BinarySearch(t.names, path)
	return found
}

// under tells whether anything below a folder is in the index.
func (t tracked) under(path string) bool {
	path += "/"
	i, _ := slices.BinarySearch(t.names, path)
	return i < len(t.names) && strings.HasPrefix(t.names[i], path)
}

// readIndex asks git what it tracks in the repository with its top at folder top. For 78,579
// files git answers in 31 to 61 ms; go-git's decoder took 141 to 252.
func readIndex(top string) (tracked, error) {
	out, err := git(top, "ls-files", "--cached", "-z")
	if err != nil {
		return tracked{}, err
	}
	names := strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
	if !slices.IsSorted(names) {
		slices.Sort(names)
	}
	return tracked{names: names}, nil
}
