package repair

import "time"

// A backup is a single file kept so that it can be restored. It is named like an aside.

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

// removeBackup deletes a backup; it is no error if it is already gone.
func removeBackup(folder *configFolder, entry aside) error {
	if err := remove(folder.root, entry.name()); err != nil && !absent(err) {
		return unrepairedFile(folder.join(entry.name()), err)
	}
	return nil
}

// ageBackup deletes a backup that has been kept long enough, or records that it was found
// old.
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

// backupOf describes a backup that can be restored.
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
