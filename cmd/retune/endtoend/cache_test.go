//go:build linux

package endtoend

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	cacheFolder  = ".cache/spotify"
	configFolder = ".config/spotify"
)

// cacheFiles and keptFiles are what fillCache creates: files that Spotify recreates by
// itself, and files that cannot be replaced. A file's size is that of its text.
func cacheFiles() []string {
	var files []string
	for i := range 64 {
		files = append(files, fmt.Sprintf("%s/Data/%02x/%040x.file", cacheFolder, i%16, i))
	}
	for _, profile := range []string{"Browser", "Default"} {
		for _, cache := range []string{"Cache/Cache_Data/data_0", "Code Cache/js/index", "GPUCache/data_1"} {
			files = append(files, fmt.Sprintf("%s/%s/%s", cacheFolder, profile, cache))
		}
	}
	return files
}

func keptFiles() []string {
	return []string{
		cacheFolder + "/Storage/ab/a-downloaded-song.file",
		cacheFolder + "/Storage/index.dat",
		cacheFolder + "/offline.bnk",
		cacheFolder + "/Users/somebody-user/primary.ldb/000005.ldb",
		cacheFolder + "/public.ldb/CURRENT",
		cacheFolder + "/Browser/Local Storage/leveldb/000003.log",
		cacheFolder + "/Default/Local Storage/leveldb/000003.log",
		cacheFolder + "/something-nobody-knows",
		configFolder + "/Users/somebody-user/prefs",
	}
}

const preferences = `app.last-launched-version="1.2.92.147.gabcdef12"
autologin.username="somebody"
storage.size=4096
`

// fillCache makes the client look used: a cache, downloads, settings, a login.
func (p *person) fillCache() {
	p.t.Helper()
	for i, file := range append(cacheFiles(), keptFiles()...) {
		write(p.t, p.path(file), strings.Repeat(file+"\n", i+1))
	}
	write(p.t, p.path(configFolder, "prefs"), preferences)
	write(p.t, p.path(configFolder, "Users/somebody-user/prefs"), "app.player.volume=32768\n")
}

// tree is everything below a folder: what each entry is, and a file's content.
type tree map[string]string

// tree returns everything in the user's home except what Retune writes for itself and what
// the session's own services do.
func (p *person) tree() tree {
	p.t.Helper()
	return treeOf(p, p.home)
}

func treeOf(p *person, folder string) tree {
	p.t.Helper()
	all := tree{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if name == ".local/state" || name == ".config/retune" || name == ".config/fyne" {
			return filepath.SkipDir
		}
		all[name], err = thing(path, entry)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func thing(path string, entry fs.DirEntry) (string, error) {
	switch entry.Type() {
	case 0:
		content, err := os.ReadFile(path)
		return fmt.Sprintf("file %x", sha256.Sum256(content)), err
	case fs.ModeSymlink:
		target, err := os.Readlink(path)
		return "link to " + target, err
	default:
		return entry.Type().String(), nil
	}
}

// files returns the files of the tree, without the folders that hold them.
func (all tree) files() tree {
	files := tree{}
	for name, what := range all {
		if strings.HasPrefix(what, "file ") {
			files[name] = what
		}
	}
	return files
}

// without returns the tree without what is below some paths.
func (all tree) without(paths ...string) tree {
	rest := tree{}
	for name, what := range all {
		covered := false
		for _, path := range paths {
			covered = covered || name == path || strings.HasPrefix(name, path+"/")
		}
		if !covered {
			rest[name] = what
		}
	}
	return rest
}

// mustBeUnchanged checks that everything in the home is as it was.
func (p *person) mustBeUnchanged(before tree) {
	p.t.Helper()
	sameTree(p, before, p.tree())
}

func sameTree(p *person, before, after tree) {
	p.t.Helper()
	for name, what := range before {
		if after[name] != what {
			p.t.Errorf("%s was %q and is %q", name, what, after[name])
		}
	}
	for name := range after {
		if _, known := before[name]; !known {
			p.t.Errorf("%s is new", name)
		}
	}
}
