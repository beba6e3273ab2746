package repair

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// manyFolders is the number of folders that Spotify spreads its cache over.
const manyFolders = 256

func (h *home) fillFolders(t *testing.T, files int) {
	t.Helper()
	for i := range files {
		h.write(t, fmt.Sprintf(".cache/spotify/Data/%02x/%d", i%manyFolders, i), "a song")
	}
}

// finishes discards until nothing is left, which must take no more than two attempts.
func (h *home) finishes(t *testing.T) {
	t.Helper()
	for range 2 {
		if _, err := h.service.Discard(t.Context(), "", ignore); err != nil {
			t.Fatal(err)
		}
	}
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

// meanwhile runs something repeatedly while the test works.
func meanwhile(work func(round int)) (stop func()) {
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for round := 0; ; round++ {
			select {
			case <-end:
				return
			default:
				work(round)
			}
		}
	}()
	return func() {
		close(end)
		<-ended
	}
}

func TestFoldersThatAreSwappedForLinksDuringTheWalk(t *testing.T) {
	h := newHome(t)
	h.fillFolders(t, 3000)
	h.write(t, "elsewhere/mine.txt", "not Spotify's")
	if err := os.Mkdir(h.in("away"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.clear(t)
	data := filepath.Join(h.waiting(t)[0].Path, "Data")
	stop := meanwhile(func(round int) {
		name := fmt.Sprintf("%02x", manyFolders-1-round%manyFolders)
		if os.Rename(filepath.Join(data, name), filepath.Join(h.in("away"), strconv.Itoa(round))) == nil {
			_ = os.Symlink(h.in("elsewhere"), filepath.Join(data, name))
		}
	})
	_, err := h.service.Discard(t.Context(), "", ignore)
	stop()
	if err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(h.in("elsewhere/mine.txt")); err != nil || string(content) != "not Spotify's" {
		t.Errorf("what a link led to is %q, %v", content, err)
	}
	h.finishes(t)
}

func TestFilesThatGrowAndComeDuringTheWork(t *testing.T) {
	h := newHome(t)
	h.fillFolders(t, 2000)
	kept := without(picture(t, h.path))
	open, err := os.OpenFile(h.cache("Data/00/0"), os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = open.Close() }()
	stop := meanwhile(func(round int) {
		_, _ = open.WriteString("and another verse")
		_ = os.WriteFile(h.cache(fmt.Sprintf("Data/%02x/new %d", round%manyFolders, round)), nil, 0o600)
	})
	h.clear(t)
	asides := h.waiting(t)
	stop()
	stop = meanwhile(func(round int) {
		_ = os.WriteFile(filepath.Join(asides[0].Path, fmt.Sprintf("Data/%02x/new %d", round%manyFolders, round)), nil, 0o600)
	})
	_, err = h.service.Discard(t.Context(), "", ignore)
	stop()
	if err != nil {
		t.Fatal(err)
	}
	h.finishes(t)
	same(t, kept, without(picture(t, h.path)))
}

const nobody = 65534

// asNobody discards as a user without any rights: root can read everything.
func asNobody(t *testing.T, h *home) {
	t.Helper()
	run := exec.Command("/proc/self/exe")
	run.Env = append(os.Environ(), cutOffHome+"="+h.path, cutOffWork+"=discard")
	if os.Getuid() == 0 {
		run.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	if output, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
}

// give makes nobody the owner of everything in a home, and makes the home accessible.
func give(t *testing.T, h *home) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	if err := os.Chown(filepath.Dir(h.path), nobody, nobody); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(h.path, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, nobody, nobody))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFolderThatIsUnreadableHalfWay(t *testing.T) {
	h := newHome(t)
	h.fillFolders(t, 500)
	kept := without(picture(t, h.path))
	h.clear(t)
	unreadable := filepath.Join(h.waiting(t)[0].Path, "Data/07")
	give(t, h)
	if err := os.Chmod(unreadable, 0); err != nil {
		t.Fatal(err)
	}
	asNobody(t, h)
	left := h.leftovers(t)
	if len(left) != 1 {
		t.Fatalf("left over: %q", left)
	}
	names, err := os.ReadDir(filepath.Join(left[0], "Data"))
	if err != nil || len(names) != 1 || names[0].Name() != "07" {
		t.Errorf("beside the folder that cannot be read there are %v, %v", names, err)
	}
	if err := os.Chmod(filepath.Join(left[0], "Data/07"), 0o700); err != nil {
		t.Fatal(err)
	}
	asNobody(t, h)
	if left := h.leftovers(t); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
	same(t, kept, without(picture(t, h.path)))
}
