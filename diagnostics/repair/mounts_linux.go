package repair

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// mountsBelow returns the mount points below a folder, as relative paths with slashes. Device
// numbers do not suffice: a file system that is mounted twice has the same one in both
// places. Only the kernel's list of mounts tells.
func mountsBelow(folder string) ([]string, error) {
	resolved, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil, fmt.Errorf("look for mounts: %w", err)
	}
	list, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil, fmt.Errorf("look for mounts: %w", err)
	}
	defer func() { _ = list.Close() }()
	return findMounts(list, resolved)
}

// longestMount is far above the length of any line. An overlay's line names all of its
// layers, which can exceed bufio.Scanner's default of 64 KiB.
const longestMount = 1 << 20

// findMounts returns the mount points in mountinfo, the fifth field of each line (proc(5)).
func findMounts(list io.Reader, folder string) ([]string, error) {
	const mountPointField = 4
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
	var below []string
	lines := bufio.NewScanner(list)
	lines.Buffer(nil, longestMount)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) <= mountPointField {
			continue
		}
		if point, found := strings.CutPrefix(unescape.Replace(fields[mountPointField]), folder+"/"); found {
			below = append(below, point)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("look for mounts: %w", err)
	}
	return below, nil
}
