package repair

import (
	"slices"
	"testing"
)

func TestWhatStaysIsSaidOnceAReason(t *testing.T) {
	plan := Plan{Kept: []Kept{
		{Path: "/d", Why: KeptDownloads, Bytes: 1900},
		{Path: "/c/Browser/Local Storage", Why: KeptLocalStorage, Bytes: 30},
		{Path: "/p", Why: KeptLogin},
		{Path: "/c/Default/Local Storage", Why: KeptLocalStorage, Bytes: 12},
	}}
	want := []Kept{
		{Why: KeptDownloads, Bytes: 1900}, {Why: KeptLocalStorage, Bytes: 42}, {Why: KeptLogin},
	}
	if got := plan.KeptByReason(); !slices.Equal(got, want) {
		t.Errorf("what stays is said as %+v, want %+v", got, want)
	}
	if len(plan.Kept) != 4 || plan.Kept[3].Bytes != 12 {
		t.Errorf("the plan itself has changed: %+v", plan.Kept)
	}
}
