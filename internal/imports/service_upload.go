package imports

import (
	"kroon/internal/db"
	"kroon/internal/fault"
	"kroon/internal/id"
	"kroon/internal/job"
)

// The kinds of due work about uploads. The subject is the upload.
const (
	JobTake   = "imports.take"   // takes an upload over
	JobForget = "imports.forget" // an upload was kept for long enough
)

// BeginUpload makes room for a file that comes in.
func (s *Service) BeginUpload(tx *db.Tx, kind Kind, name string) Upload {
	u := Upload{ID: id.New[id.Upload](tx.IDs), Kind: kind, Name: name, Staff: tx.Actor.StaffID(), AddedAt: tx.Now, Version: 1}
	insertUpload(tx, u)
	job.Schedule(tx, JobForget, u.ID.Any(), tx.Now.Add(UploadKept))
	return u
}

// Append writes the next bytes of a part; place is how many chunks came before. All but the last stretch are whole chunks.
func (s *Service) Append(tx *db.Tx, of id.Upload, part Part, place int64, data []byte) {
	for ; len(data) > 0; place++ {
		one := data[:min(ChunkSize, len(data))]
		data = data[len(one):]
		writeChunk(tx, of, part, place, one)
	}
}

// Chunk reads the bytes of one row; false when there is none.
func (s *Service) Chunk(tx *db.Tx, of id.Upload, part Part, place int64) ([]byte, bool, error) {
	return chunk(tx, of, part, place)
}

// Empty takes away the bytes of a part.
func (s *Service) Empty(tx *db.Tx, of id.Upload, part Part) { dropChunks(tx, of, part) }

// Arrived notes that a file is whole, and what it is.
func (s *Service) Arrived(tx *db.Tx, u Upload) { arrived(tx, u) }

// Upload reads an upload: fault NotFound when there is none, or no more.
func (s *Service) Upload(tx *db.Tx, of id.Upload) (Upload, error) {
	u, found, err := readUpload(tx, of)
	if err == nil && (!found || u.Size == 0) {
		err = fault.New(fault.NotFound, "imports.upload_unknown").On("upload")
	}
	return u, err
}

// Uploads lists those that are not taken over yet, and those that were of late, the newest first.
func (s *Service) Uploads(tx *db.Tx, limit int) ([]Upload, error) { return uploads(tx, limit) }

// Draw says what of a file goes where. Once it is being taken over that is settled: fault Conflict.
func (s *Service) Draw(tx *db.Tx, of id.Upload, drawn string) (Upload, error) {
	u, err := s.drawing(tx, of)
	if err == nil {
		u.Map = drawn
		draw(tx, of, drawn)
	}
	return u, err
}

// AskTake has an upload taken over, at once and in the background.
func (s *Service) AskTake(tx *db.Tx, of id.Upload) (Upload, error) {
	u, err := s.drawing(tx, of)
	if err == nil {
		u.AskedAt = tx.Now
		ask(tx, of)
		job.Schedule(tx, JobTake, of.Any(), tx.Now)
	}
	return u, err
}

func (s *Service) drawing(tx *db.Tx, of id.Upload) (Upload, error) {
	if err := holdUpload(tx, of); err != nil {
		return Upload{}, err
	}
	u, err := s.Upload(tx, of)
	if err == nil && u.Step() != Drawing {
		err = fault.New(fault.Conflict, "imports.upload_settled").On("upload")
	}
	return u, err
}

// End notes what became of an upload, and takes the bytes of the file away: the list of what was refused stays.
func (s *Service) End(tx *db.Tx, u Upload) {
	ended(tx, u)
	dropChunks(tx, u.ID, TheFile)
}

// Forget takes an upload away, bytes and all. What was taken over of it stays.
func (s *Service) Forget(tx *db.Tx, of id.Upload) {
	forget(tx, of)
	job.Cancel(tx, JobForget, of.Any())
	job.Cancel(tx, JobTake, of.Any())
}

// ForgetAll takes every upload away: somebody was erased, and may stand in any of them.
func (s *Service) ForgetAll(tx *db.Tx) error {
	for {
		all, err := anyUploads(tx)
		if err != nil || len(all) == 0 {
			return err
		}
		for _, one := range all {
			s.Forget(tx, one)
		}
	}
}
