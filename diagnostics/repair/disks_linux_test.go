package repair

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// disk is a kind of file system that a test can mount.
type disk struct {
	name string
	// mount mounts an empty one of that many kilobytes on a folder.
	mount func(t *testing.T, folder string, kilobytes int) error
}

// disks returns those that this computer lets the test mount, and logs which it does not.
func disks(t *testing.T) []disk {
	t.Helper()
	there := slices.DeleteFunc([]disk{{"tmpfs", mountMemory}, {"ext4", mountImage}}, func(d disk) bool {
		probe := t.TempDir()
		err := d.mount(t, probe, smallDisk)
		if err != nil {
			t.Logf("%s was not tried, because this computer refuses it: %v", d.name, err)
			return true
		}
		unmount(t, probe)
		return false
	})
	if len(there) == 0 && os.Getpid() == 1 {
		t.Error("in a world of one's own one can always have a file system in memory")
	}
	return there
}

// smallDisk is enough space for a test's home, in kilobytes.
const smallDisk = 2048

func mountMemory(_ *testing.T, folder string, kilobytes int) error {
	return syscall.Mount("retune-test", folder, "tmpfs", 0, fmt.Sprintf("size=%dk,mode=700", kilobytes))
}

// mountImage creates an ext4 image in a file, and mounts it through a loop device.
func mountImage(t *testing.T, folder string, kilobytes int) error {
	t.Helper()
	image := filepath.Join(t.TempDir(), "image")
	if err := errors.Join(os.WriteFile(image, nil, 0o600), os.Truncate(image, int64(kilobytes)<<10)); err != nil {
		return err
	}
	for _, step := range [][]string{{"mkfs.ext4", "-q", "-m", "0", image}, {"mount", "-o", "loop", image, folder}} {
		if output, err := exec.Command(step[0], step[1:]...).CombinedOutput(); err != nil {
			return fmt.Errorf("%q: %w: %s", step, err, output)
		}
	}
	return nil
}

func mountOverlay(layers, on string) error {
	options := fmt.Sprintf("lowerdir=%[1]s/lower,upperdir=%[1]s/upper,workdir=%[1]s/work,redirect_dir=off", layers)
	return syscall.Mount("overlay", on, "overlay", 0, options)
}

func unmount(t *testing.T, folder string) {
	t.Helper()
	if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
		t.Error(err)
	}
}

// mounted mounts a disk on a folder until the test ends.
func (d disk) mounted(t *testing.T, folder string, kilobytes int) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := d.mount(t, folder, kilobytes); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unmount(t, folder) })
}

// onceMore bind-mounts a folder in another place, where it has the same device number as
// everything around it.
func onceMore(t *testing.T, folder, at string) {
	t.Helper()
	for _, path := range []string{folder, at} {
		if err := os.MkdirAll(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mount(folder, at, "", syscall.MS_BIND, ""); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unmount(t, at) })
}

// becomes remounts a disk read-only or writable. The former fails while something is being
// written to it.
func becomes(folder string, readOnly bool) error {
	flags := uintptr(syscall.MS_REMOUNT)
	if readOnly {
		flags |= syscall.MS_RDONLY
	}
	for {
		if err := syscall.Mount("", folder, "", flags, ""); !errors.Is(err, syscall.EBUSY) {
			return err
		}
	}
}

// filled writes to a disk until it is full, and returns the file that takes the space.
func filled(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(folder, "filler")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for size := 4096; size > 0; {
		if _, err := file.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size /= 2
		} else if err != nil {
			t.Fatal(err)
		}
	}
	return path
}
