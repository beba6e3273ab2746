package repair

import (
	"context"
	"os"
	"slices"

	"retune/diagnostics/spotify"
)

// kept lists what is kept besides the cache, with sizes for what users care about.
func (r clearCache) kept(ctx context.Context, folder *cacheFolder, install spotify.Install) []Kept {
	environment := r.finder.Environment
	candidates := []Kept{{Path: install.Folders.Downloads, Why: KeptDownloads}}
	// If this fails, the plan has been refused before.
	moved, _ := r.finder.MovedDownloads(install.Folders)
	for _, downloads := range moved {
		candidates = append(candidates, Kept{Path: downloads, Why: KeptDownloads})
	}
	candidates = append(candidates, []Kept{
		{Path: install.Folders.DownloadIndex, Why: KeptDownloadIndex},
		{Path: install.Folders.Preferences(environment), Why: KeptLogin},
		{Path: environment.Join(install.Folders.Config, "Users"), Why: KeptSettings},
		{Path: folder.join("Browser/Local Storage"), Why: KeptLocalStorage},
		{Path: folder.join("Default/Local Storage"), Why: KeptLocalStorage},
	}...)
	var kept []Kept
	for _, candidate := range candidates {
		known := func(other Kept) bool { return other.Path == candidate.Path }
		if slices.ContainsFunc(kept, known) {
			continue
		}
		if _, err := os.Lstat(candidate.Path); err == nil {
			candidate.Bytes = sizeOf(ctx, candidate.Path)
			kept = append(kept, candidate)
		}
	}
	return kept
}

// sizeOf returns how many bytes a file or folder contains, as far as it can be read. It is
// for display only.
func sizeOf(ctx context.Context, path string) int64 {
	info, err := os.Lstat(path)
	if err != nil {
		return 0
	}
	if !info.IsDir() {
		return info.Size()
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return 0
	}
	defer func() { _ = root.Close() }()
	var counted sum
	// What was counted before an error is still worth showing.
	_ = countTree(ctx, root, ".", &counted)
	return counted.bytes.Load()
}
