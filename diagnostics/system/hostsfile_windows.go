package system

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// HostsFile returns the path of this system's hosts file. It asks the system itself, because
// whoever starts a program can set its environment variables to anything.
func HostsFile() (string, error) {
	folder, err := windows.GetSystemDirectory()
	if err != nil {
		return "", fmt.Errorf("find the hosts file: %w", err)
	}
	return folder + `\drivers\etc\hosts`, nil
}
