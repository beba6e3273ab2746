package repair

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// mountBelow returns a mount point at or below a folder, or "". A file system that is
// mounted twice has one device number everywhere, so only the kernel's own list of
// mounts tells.
func mountBelow(folder string) (string, error) {
	resolved, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return "", fmt.Errorf("look for mounts: %w", err)
	}
	list, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return "", fmt.Errorf("look for mounts: %w", err)
	}
	defer func() { _ = list.Close() }()
	return findMount(list, resolved)
}

// findMount reads the fifth field of each line of mountinfo (proc(5)).
func findMount(list io.Reader, folder string) (string, error) {
	const mountPointField = 4
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
	lines := bufio.NewScanner(list)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) <= mountPointField {
			continue
		}
		point := unescape.Replace(fields[mountPointField])
		if point == folder || strings.HasPrefix(point, folder+"/") {
			return point, nil
		}
	}
	if err := lines.Err(); err != nil {
		return "", fmt.Errorf("look for mounts: %w", err)
	}
	return "", nil
}
