/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-types.h"

G_BEGIN_DECLS

/**
 * DectCrossing:
 * @id: the record crossed: a #DectWall, #DectOpening (door, window, gap, hole, stair) or #DectFloor
 * (its slab)
 * @kind: %DECT_KIND_WALL, %DECT_KIND_OPENING or %DECT_KIND_FLOOR
 * @material: (nullable): id of the material counted ("concrete-15"), %NULL where none is stated and
 * the model's default counts
 * @loss_db: what it costs on its own, dB; several slabs together cost less than their sum
 * @along_m: distance from the path's start, in the air
 * @floor: id of the #DectFloor the wall stands on, or whose slab it is
 * @x_m: where, in that floor's frame
 * @y_m: same
 *
 * One wall, opening or slab that a path goes through.
 */
typedef struct
{
  guint32 id;
  DectKind kind;
  const char *material;
  double loss_db;
  double along_m;
  guint32 floor;
  double x_m;
  double y_m;
} DectCrossing;

/**
 * DectPathTerms:
 * @distance_m: between both ends, in the air
 * @free_space_db: free space over that distance
 * @environment_db: what the environment adds to free space on storeys without drawn walls
 * @fit_db: what the site's fit to measurements adds: its offset and, over the distance, its exponent
 * instead of free space's; may be negative
 * @wall_sum_db: walls crossed, on storeys whose walls count, summed up
 * @wall_db: what they cost together: dect_propagation_saturated_db() of that sum
 * @floor_db: slabs crossed, all together
 * @entry_db: getting in and out of buildings without drawn walls
 * @antenna_db: what the antennas' patterns take off, both ends together
 * @loss_db: the sum of free space, environment, fit, walls, floors, entry and antennas
 * @n_walls: walls (and openings in them) crossed
 * @n_floors: slabs crossed; holes do not count
 *
 * Why a path loses what it loses. Walls count once: on a storey either by the walls drawn or by the
 * environment.
 */
typedef struct
{
  double distance_m;
  double free_space_db;
  double environment_db;
  double fit_db;
  double wall_sum_db;
  double wall_db;
  double floor_db;
  double entry_db;
  double antenna_db;
  double loss_db;
  guint n_walls;
  guint n_floors;
} DectPathTerms;

/**
 * DectPath:
 *
 * A path explained: its terms and what it crosses. Immutable, boxed, counted.
 */
#define DECT_TYPE_PATH (dect_path_get_type ())
GType dect_path_get_type (void) G_GNUC_CONST;

typedef struct _DectPath DectPath;

DectPath *dect_path_ref (DectPath *self);
void dect_path_unref (DectPath *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPath, dect_path_unref)

/** dect_path_get_terms: Returns: (transfer none): its losses */
const DectPathTerms *dect_path_get_terms (DectPath *self);

/**
 * dect_path_get_level:
 * @self: a path
 *
 * Returns: level at the end of what the RFP at its start sends, dBm
 */
double dect_path_get_level (DectPath *self);

/**
 * dect_path_get_crossings:
 * @self: a path
 * @n_crossings: (out): how many
 *
 * Returns: (array length=n_crossings) (transfer none): what it crosses, from its start to its end
 */
const DectCrossing *dect_path_get_crossings (DectPath *self, guint *n_crossings);

/**
 * dect_crossing_dup_label:
 * @crossing: a crossing
 *
 * Returns: (transfer full): translated words for a list: "Concrete 15 cm, 9 dB", "door, 2 dB"
 */
char *dect_crossing_dup_label (const DectCrossing *crossing);

G_END_DECLS
