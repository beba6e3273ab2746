package repair

import (
	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// shelf is a kind of thing that is set aside in a cache folder: by which repair, under which
// names, and what it can contain.
type shelf struct {
	repair diagnostics.RepairName
	// mark is the prefix of its asides' names.
	mark string
	// items are what an aside can contain, as paths with slashes relative to the cache
	// folder.
	items []string
	// folders is whether the items are folders, to which downloads could have been moved.
	// Otherwise they are files and links, and links are never followed.
	folders bool
}

func cacheShelf() shelf {
	return shelf{repair: diagnostics.RepairClearCache, mark: ".retune-", items: spotify.CacheItems(), folders: true}
}

func lockShelf() shelf {
	return shelf{repair: diagnostics.RepairStaleLock, mark: ".retune-lock-", items: spotify.LockItems()}
}
