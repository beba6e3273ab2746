package repair

import (
	"strings"
	"testing"
)

func TestFindMount(t *testing.T) {
	for list, want := range map[string]string{
		mountinfo("/", "/home", "/home/me/.cache/spotify/Dat"):  "",
		mountinfo("/", "/home/me/.cache/spotify/Database"):      "",
		mountinfo("/", "/home/me/.cache/spotify/Data"):          "/home/me/.cache/spotify/Data",
		mountinfo("/home/me/.cache/spotify/Data/a\\040b\\012c"): "/home/me/.cache/spotify/Data/a b\nc",
		"too short\n\n": "",
	} {
		if got, err := findMount(strings.NewReader(list), "/home/me/.cache/spotify/Data"); err != nil || got != want {
			t.Errorf("%q: got %q, %v", list, got, err)
		}
	}
}

func FuzzFindMount(f *testing.F) {
	f.Add(mountinfo("/a/b"), "/a")
	f.Fuzz(func(t *testing.T, list, folder string) {
		if found, err := findMount(strings.NewReader(list), folder); err == nil && found != "" && !strings.HasPrefix(found, folder) {
			t.Errorf("%q is not below %q", found, folder)
		}
	})
}
