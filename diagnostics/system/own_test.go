package system

import (
	"slices"
	"testing"
)

func TestRetuneKnowsItselfAndWhatItWasStartedFrom(t *testing.T) {
	for name, line := range map[string]struct {
		list []Process
		want []int
	}{
		"a line of parents": {
			[]Process{
				{PID: 1, Started: 1},
				{PID: 2, Parent: 1, Started: 5},
				{PID: 3, Parent: 2, Started: 9},
				{PID: 4, Parent: 1, Started: 7},
			},
			[]int{1, 2, 3},
		},
		"the parent ended": {[]Process{{PID: 3, Parent: 2, Started: 9}}, []int{3}},
		"the parent ended, and its number is another's": {
			[]Process{{PID: 2, Started: 10}, {PID: 3, Parent: 2, Started: 9}}, []int{3},
		},
		"a circle": {[]Process{{PID: 2, Parent: 3, Started: 9}, {PID: 3, Parent: 2, Started: 9}}, []int{2, 3}},
	} {
		if !markOwn(line.list, 3) {
			t.Errorf("%s: it did not find itself", name)
		}
		var own []int
		for _, process := range line.list {
			if process.Own {
				own = append(own, process.PID)
			}
		}
		if !slices.Equal(own, line.want) {
			t.Errorf("%s: marked are %v, want %v", name, own, line.want)
		}
	}
	if markOwn([]Process{{PID: 4}}, 3) {
		t.Error("it found itself in a table that does not show it")
	}
}
