package repair

import (
	"slices"
	"strings"
	"testing"
)

// somewhere is a line of mountinfo (proc(5)) without its mount point.
const somewhere = "36 35 98:0 / %s rw shared:1 - ext4 /dev/x rw\n"

func mountinfo(points ...string) string {
	var list strings.Builder
	for _, point := range points {
		list.WriteString(strings.Replace(somewhere, "%s", point, 1))
	}
	return list.String()
}

func TestFindMounts(t *testing.T) {
	for list, want := range map[string][]string{
		mountinfo("/", "/home", "/home/me/.cache/spotif"):                              nil,
		mountinfo("/", "/home/me/.cache/spotify", "/home/me/.cache/spotify2/Data"):     nil,
		mountinfo("/", "/home/me/.cache/spotify/Data", "/home/me/.cache/spotify/Data"): {"Data", "Data"},
		mountinfo("/home/me/.cache/spotify/Data/a\\040b\\012c"):                        {"Data/a b\nc"},
		"too short\n\n": nil,
		mountinfo("/var/lib/containers/"+strings.Repeat("layer:", 20_000), "/home/me/.cache/spotify/Data"): {"Data"},
	} {
		if got, err := findMounts(strings.NewReader(list), "/home/me/.cache/spotify"); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %q, %v", list, got, err)
		}
	}
}

func FuzzFindMounts(f *testing.F) {
	f.Add(mountinfo("/a/b"), "/a")
	f.Fuzz(func(t *testing.T, list, folder string) {
		found, err := findMounts(strings.NewReader(list), folder)
		if err == nil && len(found) > strings.Count(list, "\n")+1 {
			t.Errorf("%d mounts are found in %q", len(found), list)
		}
	})
}
