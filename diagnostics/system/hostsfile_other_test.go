//go:build !windows

package system

import "testing"

func TestTheHostsFileIsTheSystemsWhateverIsSet(t *testing.T) {
	t.Setenv("SystemRoot", "/elsewhere")
	if path, err := HostsFile(); err != nil || path != "/etc/hosts" {
		t.Errorf("%s, %v", path, err)
	}
}
