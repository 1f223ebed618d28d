package walk

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// config is what matters of git's configuration.
type config struct {
	excludesFile string
	ignoreCase   bool
}

// readConfig asks git for its configuration in a folder: files that include others upon
// conditions are nothing to imitate. Without git, its defaults hold.
func readConfig(top string) config {
	c := config{excludesFile: defaultExcludes()}
	out, err := git(top, "config", "--type=path", "-z", "--get-regexp",
		`^core\.(excludesfile|ignorecase)$`)
	if err != nil {
		return c // also when none of them is set
	}
	for item := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
		key, value, valued := strings.Cut(item, "\n")
		switch key {
		case "core.excludesfile":
			c.excludesFile = ""
			if value != "" {
				c.excludesFile = resolve(top, value)
			}
		case "core.ignorecase":
			c.ignoreCase = !valued || isTrue(value)
		}
	}
	return c
}

func isTrue(value string) bool {
	return slices.Contains([]string{"true", "yes", "on", "1"}, lower(value))
}

func defaultExcludes() string {
	if dir := os.Getenv("XDG_CONFIG_HOME"); dir != "" {
		return filepath.Join(dir, "git", "ignore")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".config", "git", "ignore")
}

// git runs git in a folder. The repository may be a stranger's, so it must be a command
// that runs none of the programs which a configuration can name.
func git(dir string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	c := exec.CommandContext(ctx, "git", append([]string{"-c", "core.fsmonitor=false"}, args...)...)
	c.Dir = dir
	// When the server was started by a hook, these speak of another repository.
	c.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"}, name)
	})
	out, err := c.Output()
	return string(out), err
}
