package kv

import "context"

// Stats says how large the store is.
type Stats struct {
	Format    uint32
	DiskBytes uint64 // files in the directory, log included
}

// Stats is quick: it reads no keys. A store that has failed gives none.
func (s *Store) Stats() (Stats, error) {
	if err := s.enter(); err != nil {
		return Stats{}, err
	}
	defer s.leave()
	stats := Stats{Format: Format}
	err := s.failure.guard("stats", s.options.Patience, func() error {
		stats.DiskBytes = s.pebble.Metrics().DiskSpaceUsage()
		return nil
	})
	if err != nil {
		return Stats{}, err
	}
	return stats, nil
}

// FamilyStats says how much one family of keys holds, before Pebble packs it.
type FamilyStats struct {
	Family     byte // see the package's doc
	Keys       int
	KeyBytes   int64
	ValueBytes int64
}

// Families reads the whole store and sums up each family, in the order of keys.
func (s *Store) Families(ctx context.Context) ([]FamilyStats, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.leave()
	var families []FamilyStats
	err := s.scan(ctx, nil, nil, func(key, value []byte) (bool, error) {
		if n := len(families); n == 0 || families[n-1].Family != key[0] {
			families = append(families, FamilyStats{Family: key[0]})
		}
		f := &families[len(families)-1]
		f.Keys++
		f.KeyBytes += int64(len(key))
		f.ValueBytes += int64(len(value))
		return true, nil
	})
	return families, err
}
