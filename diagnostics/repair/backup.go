package repair

import "time"

// A backup is one file that waits to be brought back, named as asides are.

// backupsIn lists the backups of a shelf in a folder.
func backupsIn(folder *configFolder, on shelf) ([]aside, error) {
	names, err := namesIn(folder.root)
	if err != nil {
		return nil, refuseFile(folder.path, err)
	}
	var found []aside
	for _, name := range names {
		entry, ours := on.parseAside(name)
		if info, err := folder.root.Lstat(name); ours && entry.whole() && err == nil && info.Mode().IsRegular() {
			found = append(found, entry)
		}
	}
	return found, nil
}

// removeBackup deletes a backup; one that is gone already is no error.
func removeBackup(folder *configFolder, entry aside) error {
	if err := remove(folder.root, entry.name()); err != nil && !absent(err) {
		return unrepairedFile(folder.join(entry.name()), err)
	}
	return nil
}

// ageBackup deletes a backup that has waited longer than a person could still want it, or
// writes down that it was found to be old.
func ageBackup(folder *configFolder, entry aside, now time.Time) error {
	aged := entry.aged(now)
	switch {
	case aged.state == asideDiscarding:
		return removeBackup(folder, entry)
	case aged != entry:
		if err := folder.root.Rename(entry.name(), aged.name()); err != nil {
			return unrepairedFile(folder.join(entry.name()), err)
		}
	}
	return nil
}

// backupOf is a backup as it is offered to be taken back.
func backupOf(folder *configFolder, on shelf, entry aside) SetAside {
	which := SetAside{
		Repair: on.repair, Path: folder.join(entry.name()), When: entry.when(), Files: 1,
		folder: folder.path, entry: entry,
	}
	if info, err := folder.root.Lstat(entry.name()); err == nil {
		which.Bytes = info.Size()
	}
	return which
}
