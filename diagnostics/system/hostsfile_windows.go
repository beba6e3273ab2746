package system

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// HostsFile returns where this system has its hosts file. It asks the system itself:
// variables of the environment are what whoever started the program made them.
func HostsFile() (string, error) {
	folder, err := windows.GetSystemDirectory()
	if err != nil {
		return "", fmt.Errorf("find the hosts file: %w", err)
	}
	return folder + `\drivers\etc\hosts`, nil
}
