package system

// Registry is the door to what Windows keeps of the current user in its registry;
// nothing is changed through it. On other systems there is none: the door is nil.
type Registry interface {
	// Keys returns the names of the keys below a key; fs.ErrNotExist: there is no such key.
	Keys(key string) ([]string, error)
	// Text returns a text of a key; fs.ErrNotExist: it has none of that name.
	Text(key, name string) (string, error)
}
