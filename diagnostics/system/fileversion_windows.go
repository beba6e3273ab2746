package system

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// FileVersion returns the version in a program file's version resource, as "1.2.3.4". On
// other systems it returns errors.ErrUnsupported.
func FileVersion(path string) (string, error) {
	size, err := windows.GetFileVersionInfoSize(path, nil)
	if err != nil {
		return "", fmt.Errorf("read the version of %s: %w", path, err)
	}
	resource := make([]byte, size)
	block := unsafe.Pointer(unsafe.SliceData(resource))
	if err := windows.GetFileVersionInfo(path, 0, size, block); err != nil {
		return "", fmt.Errorf("read the version of %s: %w", path, err)
	}
	var fixed *windows.VS_FIXEDFILEINFO
	var length uint32
	if err := windows.VerQueryValue(block, `\`, unsafe.Pointer(&fixed), &length); err != nil {
		return "", fmt.Errorf("read the version of %s: %w", path, err)
	}
	high, low := fixed.FileVersionMS, fixed.FileVersionLS
	return fmt.Sprintf("%d.%d.%d.%d", high>>16, high&0xffff, low>>16, low&0xffff), nil
}
