package repair

import (
	"retune/diagnostics"
	"retune/diagnostics/spotify"
)

// shelf is a sort of thing that is set aside inside a cache folder: by which repair,
// under which names, and what it can hold.
type shelf struct {
	repair diagnostics.RepairName
	// mark is how the names of its asides begin.
	mark string
	// items are what an aside can hold, with slashes, relative to the cache folder.
	items []string
	// folders tells that the items are folders, into which downloads could have been
	// moved. The others are files and links, and no link is ever followed.
	folders bool
}

func cacheShelf() shelf {
	return shelf{repair: diagnostics.RepairClearCache, mark: ".retune-", items: spotify.CacheItems(), folders: true}
}

func lockShelf() shelf {
	return shelf{repair: diagnostics.RepairStaleLock, mark: ".retune-lock-", items: spotify.LockItems()}
}
