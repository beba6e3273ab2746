package system

import (
	"fmt"

	"golang.org/x/sys/windows/registry"
)

// NewRegistry returns access to the current user's registry. On other systems it returns nil.
func NewRegistry() Registry { return currentUser{} }

type currentUser struct{}

func (currentUser) Keys(path string) ([]string, error) {
	key, err := registry.OpenKey(registry.CURRENT_USER, path, registry.ENUMERATE_SUB_KEYS)
	if err != nil {
		return nil, fmt.Errorf("open the registry key %s: %w", path, err)
	}
	defer func() { _ = key.Close() }() // nothing was written
	names, err := key.ReadSubKeyNames(-1)
	if err != nil {
		return nil, fmt.Errorf("list the registry key %s: %w", path, err)
	}
	return names, nil
}

func (currentUser) Text(path, name string) (string, error) {
	key, err := registry.OpenKey(registry.CURRENT_USER, path, registry.QUERY_VALUE)
	if err != nil {
		return "", fmt.Errorf("open the registry key %s: %w", path, err)
	}
	defer func() { _ = key.Close() }() // nothing was written
	text, _, err := key.GetStringValue(name)
	if err != nil {
		return "", fmt.Errorf("read %s of the registry key %s: %w", name, path, err)
	}
	return text, nil
}
