//go:build unix

package repair

import (
	"io/fs"
	"os"
	"syscall"
	"testing"
)

// ownership is a file's owner and mode.
type ownership struct {
	mode        fs.FileMode
	user, group uint32
}

func ownershipOf(t *testing.T, path string) ownership {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	stat := info.Sys().(*syscall.Stat_t)
	return ownership{info.Mode(), stat.Uid, stat.Gid}
}

// TestPreferencesKeepTheirModeAndOwner includes the backup, which contains the login as well.
func TestPreferencesKeepTheirModeAndOwner(t *testing.T) {
	h := withProxy(t)
	path := h.in(prefsFile)
	if os.Getuid() == 0 { // only root can surely change the group
		if err := os.Chown(path, 0, 12); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	before := ownershipOf(t, path)
	h.takeOut(t)
	if after := ownershipOf(t, path); after != before {
		t.Errorf("%+v became %+v", before, after)
	}
	if backup := ownershipOf(t, h.waiting(t)[0].Path); backup != before {
		t.Errorf("the backup of %+v is %+v", before, backup)
	}
	if outcome, err := h.service.Undo(t.Context(), "", ignore); err != nil || outcome.Result != Repaired {
		t.Fatalf("%+v, %v", outcome, err)
	}
	if after := ownershipOf(t, path); after != before {
		t.Errorf("brought back, %+v is %+v", before, after)
	}
}

func TestPreferencesThatAreALinkAreLeftAlone(t *testing.T) {
	h := withProxy(t)
	rename(t, h.in(prefsFile), h.in("dotfiles"))
	h.link(t, h.in("dotfiles"), prefsFile)
	before := picture(t, h.path)
	if _, outcome := h.planProxy(t); outcome.Reason != ReasonLink {
		t.Errorf("%+v", outcome)
	}
	same(t, before, picture(t, h.path))
}
