package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// table is a Markdown table. The first row is its heading.
type table [][]string

func (t *table) add(cells ...string) { *t = append(*t, cells) }

func (t table) String() string {
	var b strings.Builder
	for i, row := range t {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(row)) + "|\n")
		}
	}
	return b.String()
}

// figureHeading is the heading of tables that compare figures with goals.
var figureHeading = []string{"what", "goal", "measured", "met"}

// atMost adds a figure with the goal to be no larger. unit follows the numbers.
func (t *table) atMost(what string, goal, got float64, unit string) {
	shown, met := compared(goal, got)
	t.add(what, "≤ "+number(goal)+unit, shown+unit, met)
}

// compared shows a figure beside its goal, with a digit more where it is over it by less than a
// digit shows.
func compared(goal, got float64) (shown, met string) {
	switch {
	case got <= goal:
		return number(got), "yes"
	case number(got) == number(goal):
		return fmt.Sprintf("%.3f", got), "**no**"
	}
	return number(got), "**no**"
}

// note adds a figure without a goal.
func (t *table) note(what, got string) { t.add(what, "", got, "") }

// number prints three digits, which is more than the machine is steady to.
func number(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	case x == float64(int(x)):
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

func megabytes(bytes int64) float64 { return float64(bytes) / 1e6 }

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1e3 }

func ratio[T int64 | time.Duration](a, b T) float64 { return float64(a) / float64(b) }

// median of a list that is not empty; of an even number the lower one.
func median[T cmp.Ordered](list []T) T { return quantile(list, 0.5) }

// quantile is the value that a share q of the list does not exceed.
func quantile[T cmp.Ordered](list []T, q float64) T {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[int(q*float64(len(sorted)-1))]
}

// medianOf takes the median of one figure of all runs.
func medianOf[R any, T cmp.Ordered](runs []R, figure func(R) T) T {
	var list []T
	for _, r := range runs {
		list = append(list, figure(r))
	}
	return median(list)
}

// replaceTable puts text between a page's markers <!-- bench:NAME --> and <!-- /bench:NAME -->.
func replaceTable(page, name, text string) error {
	old, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	begin, end := "<!-- bench:"+name+" -->\n", "<!-- /bench:"+name+" -->"
	before, rest, ok := strings.Cut(string(old), begin)
	_, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		return fmt.Errorf("%s has no markers for the table %s", page, name)
	}
	return os.WriteFile(page, []byte(before+begin+"\n"+text+"\n"+end+after), 0o644)
}
