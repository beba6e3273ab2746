package system

// Registry gives read-only access to the current user's part of the Windows registry. On
// other systems it is nil.
type Registry interface {
	// Keys returns the names of a key's subkeys, or fs.ErrNotExist if there is no such key.
	Keys(key string) ([]string, error)
	// Text returns a key's string value of the given name, or fs.ErrNotExist.
	Text(key, name string) (string, error)
}
