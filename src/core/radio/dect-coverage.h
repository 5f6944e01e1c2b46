/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-path.h"
#include "model/dect-snapshot.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * DECT_COVERAGE_ERROR:
 *
 * Why a coverage cannot be computed; codes are #DectCoverageError.
 */
#define DECT_COVERAGE_ERROR (dect_coverage_error_quark ())
GQuark dect_coverage_error_quark (void);

/**
 * DectCoverageError:
 * @DECT_COVERAGE_ERROR_FLOOR: the id names no floor of the site
 * @DECT_COVERAGE_ERROR_CELL: cell size not finite or outside 0.05 to 100 m
 * @DECT_COVERAGE_ERROR_EMPTY: no area given, and the floor has neither walls nor base stations
 * @DECT_COVERAGE_ERROR_SIZE: more than %DECT_COVERAGE_MAX_CELLS cells or %DECT_COVERAGE_MAX_SIDE in
 * a row or column, or an area that is no rectangle
 */
typedef enum
{
  DECT_COVERAGE_ERROR_FLOOR,
  DECT_COVERAGE_ERROR_CELL,
  DECT_COVERAGE_ERROR_EMPTY,
  DECT_COVERAGE_ERROR_SIZE,
} DectCoverageError;

/** DECT_COVERAGE_MIN_CELL_M: smallest cells, metres */
#define DECT_COVERAGE_MIN_CELL_M 0.05

/** DECT_COVERAGE_MAX_CELL_M: largest cells, metres */
#define DECT_COVERAGE_MAX_CELL_M 100.0

/** DECT_COVERAGE_MAX_CELLS: most cells of one raster (a floor of 1000 x 1000 m at 0.25 m) */
#define DECT_COVERAGE_MAX_CELLS 16000000u

/** DECT_COVERAGE_MAX_SIDE: most cells of one row or column; what cairo takes as a picture */
#define DECT_COVERAGE_MAX_SIDE 32000u

/** DECT_COVERAGE_FLOOR_DBM: levels below count as nothing */
#define DECT_COVERAGE_FLOOR_DBM (-100.0)

/**
 * DectCoverageView:
 * @DECT_COVERAGE_VIEW_BEST: the strongest level
 * @DECT_COVERAGE_VIEW_SECOND: the second strongest: where a handover can go
 * @DECT_COVERAGE_VIEW_THIRD: the third strongest: what is left after a handover's partner fails
 * @DECT_COVERAGE_VIEW_COUNT: how many base stations are heard at the design limit or better
 * @DECT_COVERAGE_VIEW_SERVER: which base station is the strongest
 * @DECT_COVERAGE_VIEW_BAND: how sure it is that the design limit is reached; see #DectCoverageBand
 *
 * What of a coverage is shown.
 */
typedef enum
{
  DECT_COVERAGE_VIEW_BEST,
  DECT_COVERAGE_VIEW_SECOND,
  DECT_COVERAGE_VIEW_THIRD,
  DECT_COVERAGE_VIEW_COUNT,
  DECT_COVERAGE_VIEW_SERVER,
  DECT_COVERAGE_VIEW_BAND,
  DECT_COVERAGE_N_VIEWS,
} DectCoverageView;

/** dect_coverage_view_id: Returns: (transfer none): its stable word for the command line: "best",
 * "second", "third", "count", "server", "band" */
const char *dect_coverage_view_id (DectCoverageView view);

/** dect_coverage_view_label: Returns: (transfer none): translated words for a menu */
const char *dect_coverage_view_label (DectCoverageView view);

/**
 * dect_coverage_view_from_id:
 * @id: (nullable): a word of dect_coverage_view_id()
 * @view: (out): the view
 *
 * Returns: whether it is one
 */
gboolean dect_coverage_view_from_id (const char *id, DectCoverageView *view);

/**
 * DectCoverageBand:
 * @DECT_COVERAGE_BAND_NO: the best level is more than one sigma below the design limit
 * @DECT_COVERAGE_BAND_UNLIKELY: below the limit, by at most one sigma
 * @DECT_COVERAGE_BAND_LIKELY: at the limit or better, by less than one sigma
 * @DECT_COVERAGE_BAND_SURE: better than the limit by one sigma or more
 *
 * How sure it is that a cell reaches the design limit, with sigma of dect_coverage_get_sigma().
 * With a scatter that is normal in dB, the limit is reached in 5 of 6 cells at one sigma above it,
 * in every second cell at the limit itself, and in 1 of 6 at one sigma below it.
 */
typedef enum
{
  DECT_COVERAGE_BAND_NO,
  DECT_COVERAGE_BAND_UNLIKELY,
  DECT_COVERAGE_BAND_LIKELY,
  DECT_COVERAGE_BAND_SURE,
  DECT_COVERAGE_N_BANDS,
} DectCoverageBand;

/** dect_coverage_band_id: Returns: (transfer none): its stable word for CSV: "no", "unlikely",
 * "likely", "sure" */
const char *dect_coverage_band_id (DectCoverageBand band);

/** dect_coverage_band_label: Returns: (transfer none): translated words for a legend */
const char *dect_coverage_band_label (DectCoverageBand band);

/** DectArea: a rectangle in a floor's frame, metres; x2 > x1, y2 > y1 */
typedef struct
{
  double x1_m, y1_m, x2_m, y2_m;
} DectArea;

/**
 * DectCoverage:
 *
 * What a handset receives all over one floor (at the handset's height of data/radio/limits.json) as
 * rasters: within 0.01 dB of what dect_coverage_at() says of the middle of each cell, and the same to
 * the last bit with any number of threads, with and without AVX2. Rows × columns, row-major; the
 * first cell is the one with the smallest x and y; a level stands for the middle of its cell.
 * Immutable, boxed, counted, for any thread.
 */
#define DECT_TYPE_COVERAGE (dect_coverage_get_type ())
GType dect_coverage_get_type (void) G_GNUC_CONST;

typedef struct _DectCoverage DectCoverage;

/**
 * dect_coverage_new:
 * @snapshot: a site
 * @floor_id: id of a floor
 * @cell_m: edge of a cell, metres, 0.05 to 100
 * @cancellable: (nullable): asked every few rows
 * @error: return location: #DECT_COVERAGE_ERROR, %G_IO_ERROR_CANCELLED
 *
 * The area is that of the floor's walls and openings with 2 m around, and of its base stations with
 * 10 m around, 40 m where the floor has no walls. All base stations of the building count, and
 * those of other buildings once both have their place.
 *
 * Returns: (transfer full) (nullable): the coverage
 */
DectCoverage *dect_coverage_new (DectSnapshot *snapshot,
                                 guint32 floor_id,
                                 double cell_m,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * dect_coverage_new_area:
 * @snapshot: a site
 * @floor_id: id of a floor
 * @cell_m: edge of a cell, metres
 * @area: (nullable): what to compute; %NULL: as dect_coverage_new()
 * @previous: (nullable): an earlier coverage of the same floor; layers of base stations that did
 * not change, on a floor plan that did not change, are taken from it. With the same area and cell
 * size a dragged base station costs one layer.
 * @cancellable: (nullable): asked every few rows
 * @error: return location, as dect_coverage_new()
 *
 * Returns: (transfer full) (nullable): the coverage, the same to the last bit with and without
 * @previous
 */
DectCoverage *dect_coverage_new_area (DectSnapshot *snapshot,
                                      guint32 floor_id,
                                      double cell_m,
                                      const DectArea *area,
                                      DectCoverage *previous,
                                      GCancellable *cancellable,
                                      GError **error);

DectCoverage *dect_coverage_ref (DectCoverage *self);
void dect_coverage_unref (DectCoverage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectCoverage, dect_coverage_unref)

/** dect_coverage_get_generation: Returns: generation of the snapshot it was computed from */
guint64 dect_coverage_get_generation (DectCoverage *self);

/** dect_coverage_get_floor: Returns: id of its floor */
guint32 dect_coverage_get_floor (DectCoverage *self);

/** dect_coverage_get_cell: Returns: edge of a cell, metres */
double dect_coverage_get_cell (DectCoverage *self);

/** dect_coverage_get_n_columns: Returns: cells in a row */
guint dect_coverage_get_n_columns (DectCoverage *self);

/** dect_coverage_get_n_rows: Returns: rows of cells */
guint dect_coverage_get_n_rows (DectCoverage *self);

/** dect_coverage_get_area: Returns: (transfer none): what the raster covers: n_columns × cell wide,
 * n_rows × cell high */
const DectArea *dect_coverage_get_area (DectCoverage *self);

/** dect_coverage_get_n_layers_computed: Returns: base stations whose layer was computed and not
 * taken over; for tests and measuring */
guint dect_coverage_get_n_layers_computed (DectCoverage *self);

/** dect_coverage_get_best: Returns: (transfer none): best level of each cell, dBm; %NAN where
 * nothing arrives */
const float *dect_coverage_get_best (DectCoverage *self);

/** dect_coverage_get_second: Returns: (transfer none): second best level of each cell (where a
 * handover can go), dBm; %NAN where there is none */
const float *dect_coverage_get_second (DectCoverage *self);

/** dect_coverage_get_third: Returns: (transfer none): third best level of each cell, dBm; %NAN
 * where there is none */
const float *dect_coverage_get_third (DectCoverage *self);

/** dect_coverage_get_server: Returns: (transfer none): index of the RFP with the best level, the
 * first of those that are equally strong; -1 where nothing arrives */
const gint16 *dect_coverage_get_server (DectCoverage *self);

/** dect_coverage_get_count: Returns: (transfer none): by cell, how many RFPs are heard at
 * dect_coverage_get_limit() or better; 255 for all numbers above */
const guint8 *dect_coverage_get_count (DectCoverage *self);

/** dect_coverage_get_limit: Returns: the site's design limit when it was computed, dBm */
double dect_coverage_get_limit (DectCoverage *self);

/**
 * dect_coverage_get_sigma:
 * @self: a coverage
 *
 * How far measured levels scatter around predicted ones (one standard deviation): what the site's
 * fit found (fit_sigma_db) where there is one; else on a floor predicted by its walls the limit
 * "sigma-walls" (data/radio/limits.json), on one predicted by its environment the environment's own
 * figure (data/radio/environments.json).
 *
 * Returns: sigma, dB
 */
double dect_coverage_get_sigma (DectCoverage *self);

/**
 * dect_coverage_get_share:
 * @self: a coverage
 * @limit_dbm: a level
 *
 * Returns: share of the cells whose best level reaches @limit_dbm, 0 to 1. Cells outside the
 * building count too.
 */
double dect_coverage_get_share (DectCoverage *self, double limit_dbm);

/**
 * DectCoverageShares:
 * @sure: share of the cells whose best level is @sigma or more above the limit
 * @reached: that reach the limit
 * @possible: that are at most @sigma below it
 * @second: whose second best level reaches the limit
 *
 * Shares of all cells of the raster, 0 to 1. sure <= reached <= possible, second <= reached.
 */
typedef struct
{
  double sure;
  double reached;
  double possible;
  double second;
} DectCoverageShares;

/**
 * dect_coverage_get_shares:
 * @self: a coverage
 * @limit_dbm: a level
 * @shares: (out): the shares, with sigma of dect_coverage_get_sigma()
 */
void dect_coverage_get_shares (DectCoverage *self, double limit_dbm, DectCoverageShares *shares);

/**
 * dect_coverage_share_without:
 * @self: a coverage
 * @rfps: (array length=n_rfps): indices of RFPs in the snapshot it was computed from; one that does
 * not count there (switched off, not placed, or no index at all) changes nothing
 * @n_rfps: how many
 * @limit_dbm: a level
 *
 * What is left of the area when those base stations fail. Nothing is predicted anew. The first
 * question at a limit takes some milliseconds, each further one at the same limit microseconds where
 * few RFPs fail: all single and double failures can be asked for. Deterministic; for any thread.
 *
 * Returns: share of the cells at which another base station reaches @limit_dbm, 0 to 1
 */
double dect_coverage_share_without (DectCoverage *self,
                                    const guint *rfps,
                                    guint n_rfps,
                                    double limit_dbm);

/** dect_coverage_get_layers_size: Returns: bytes that the layers of path loss take, shared ones
 * included; for measuring */
gsize dect_coverage_get_layers_size (DectCoverage *self);

/**
 * dect_coverage_to_csv:
 * @self: a coverage
 * @snapshot: the site it was computed from, for the names
 *
 * One line a cell, its middle in metres of the floor's frame:
 * x_m,y_m,best_dbm,rfp,second_dbm,third_dbm,count,band. All that there is to show, so there is no
 * choice of a view. Deterministic.
 *
 * Returns: (transfer full): UTF-8 text
 */
GBytes *dect_coverage_to_csv (DectCoverage *self, DectSnapshot *snapshot);

/**
 * dect_coverage_to_surface:
 * @self: a coverage
 * @view: what of it
 *
 * A picture of one pixel a cell. Levels in the colours of dect_coverage_color(), transparent where
 * they are too weak to show; counts, servers and bands in those of dect_coverage_count_color(),
 * dect_coverage_server_color() and dect_coverage_band_color(), the map of servers with the borders
 * between them darker.
 *
 * Returns: (transfer full): an ARGB32 image surface; cairo_surface_destroy() it
 */
cairo_surface_t *dect_coverage_to_surface (DectCoverage *self, DectCoverageView view);

/**
 * dect_coverage_to_png:
 * @self: a coverage
 * @view: what of it
 *
 * Returns: (transfer full): dect_coverage_to_surface() as a PNG file
 */
GBytes *dect_coverage_to_png (DectCoverage *self, DectCoverageView view);

/**
 * dect_coverage_color:
 * @level_dbm: a level; %NAN is nothing
 * @rgba: (out) (array fixed-size=4): red, green, blue, alpha, 0 to 1, not premultiplied
 *
 * The colour scale of heat map and legend: dark green where it is as strong as it gets, green at
 * "good", light green at "design", yellow at "weak" and orange at "none" (data/radio/limits.json),
 * fading out 10 dB below; between them by the level. Never more than half opaque, so that the plan
 * can be read.
 */
void dect_coverage_color (double level_dbm, double rgba[4]);

/** dect_coverage_count_color: colour of @count base stations heard (rgba as dect_coverage_color()):
 * transparent for none, orange for one, green from two, darker up to five */
void dect_coverage_count_color (guint count, double rgba[4]);

/** dect_coverage_server_color: colour of the area of the base station with index @rfp (rgba as
 * dect_coverage_color()); the same in each picture; transparent for -1 */
void dect_coverage_server_color (gint rfp, double rgba[4]);

/** dect_coverage_band_color: colour of a band (rgba as dect_coverage_color()); transparent for
 * %DECT_COVERAGE_BAND_NO */
void dect_coverage_band_color (DectCoverageBand band, double rgba[4]);

/**
 * DectLevelAt:
 * @rfp: index of the RFP
 * @level_dbm: its level there
 * @path: how it gets there
 */
typedef struct
{
  guint rfp;
  double level_dbm;
  DectPath *path;
} DectLevelAt;

/**
 * dect_coverage_at:
 * @snapshot: a site
 * @floor_id: id of a floor
 * @x_m: a point in the floor's frame
 * @y_m: same
 * @error: return location: %DECT_COVERAGE_ERROR_FLOOR, %DECT_COVERAGE_ERROR_SIZE when the point is
 * not finite
 *
 * What a handset at one point receives, every RFP with every wall on its path. Cheap enough for the
 * main thread (hover).
 *
 * Returns: (transfer full) (nullable) (element-type DectLevelAt): all RFPs whose level can be
 * predicted, best first; free with g_array_unref()
 */
GArray *
dect_coverage_at (DectSnapshot *snapshot, guint32 floor_id, double x_m, double y_m, GError **error);

G_END_DECLS
