/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "radio/dect-coverage.h"
#include "radio/dect-kernel.h"
#include "radio/dect-scene.h"
#include "radio/dect-shadow.h"

G_BEGIN_DECLS

/**
 * DectRaster:
 * @floor: index of the floor in the scene
 * @area: what it covers
 * @cell_m: edge of a cell
 * @columns: cells in a row
 * @rows: rows
 *
 * Where the cells of a coverage are.
 */
typedef struct
{
  guint floor;
  DectArea area;
  double cell_m;
  guint columns;
  guint rows;
} DectRaster;

/** dect_raster_point: the middle of a cell as a handset's place */
void dect_raster_point (const DectRaster *self,
                        const DectScene *scene,
                        guint column,
                        guint row,
                        DectScenePoint *point);

/**
 * DectSightLeg:
 * @walls: walls of one storey
 * @building: the building it is in, in whose frame the leg is
 * @cells: column and row to that frame
 * @x: the source there
 * @y: same
 * @range: where along the path the storey begins and ends: [0] from the source, [1] from the cell,
 * which is the order of dect_scene_walk() for one or the other
 * @first: number of its first wall; the walls of all legs are numbered through
 */
typedef struct
{
  const DectSceneWalls *walls;
  const DectSceneBuilding *building;
  DectTransform cells;
  double x, y;
  double range[2][2];
  guint32 first;
} DectSightLeg;

/**
 * DectSightSlab:
 * @storey: (nullable): above it; %NULL: one that the plan leaves out
 * @building: (nullable): the building whose footprint it has; %NULL: it has no bounds
 * @cells: column and row to the frame of its building
 * @x: the source there
 * @y: same
 * @t: where along the path from the source
 * @even: whether it costs the same at each angle
 */
typedef struct
{
  const DectSceneStorey *storey;
  const DectSceneBuilding *building;
  DectTransform cells;
  double x, y;
  double t;
  gboolean even;
} DectSightSlab;

/** DECT_SIGHT_SLABS: slabs beyond cost as much as this many, as in dect_scene_walk() */
#define DECT_SIGHT_SLABS 64

/**
 * DectSightFloors:
 * @states: by slab: which one, %DECT_SIGHT_ABSENT, %DECT_SIGHT_WHOLE, or the index of the hole that
 * the path goes through
 * @loss_db: what the slabs cost, where they cost the same at each angle
 * @by_angle: (nullable): what they cost by angle, where they do not; @loss_db is 0 then
 *
 * Cells whose paths meet the same slabs and holes.
 */
typedef struct
{
  gint16 states[DECT_SIGHT_SLABS];
  float loss_db;
  float *by_angle;
  guint n_by_angle;
} DectSightFloors;

#define DECT_SIGHT_ABSENT (-2)
#define DECT_SIGHT_WHOLE (-1)

/**
 * DectSight:
 * @column_begin: cells that may be reached: first column; all columns below count from here
 * @column_end: column after the last
 * @row_begin: first row
 * @row_end: row after the last
 * @column: the source's place in cells; its own cell has the middle at whole numbers
 * @row: same
 * @handset_z: elevation of all cells
 * @rise_m: how far that is above the source
 * @base_db: what does not depend on the cell
 * @log_db: for each doubling of the squared distance
 * @excess: (array length=n_excess): what environments add
 * @legs: (array length=n_legs): where walls are crossed
 * @slabs: (array length=n_slabs): what slabs lie between
 * @n_zoned: how many of them have holes or bounds
 * @plain: %FALSE: the paths follow none of this; walk each
 *
 * How a source sees a raster. All cells are at one height, so where along its path a storey begins or
 * a slab lies is the same for each of them; walls become convex shadows, and all but walls, holes and
 * antennas is a function of the distance. The rules are those of dect_scene_walk().
 */
typedef struct
{
  const DectScene *scene;
  const DectRaster *raster;
  DectScenePoint from;
  guint column_begin, column_end, row_begin, row_end;
  double column, row;
  double handset_z;
  double rise_m;
  double base_db, log_db;
  DectKernelExcess *excess;
  guint n_excess;
  DectSightLeg *legs;
  guint n_legs;
  DectSightSlab *slabs;
  guint n_slabs;
  guint n_zoned;
  gboolean across;
  gboolean plain;
} DectSight;

/**
 * dect_sight_new:
 * @scene: a scene
 * @from: a source
 * @raster: what it looks at
 * @most_db: losses above do not matter
 *
 * Returns: (transfer full) (nullable): the view, as long as @scene and @raster live; %NULL when
 * nothing can arrive
 */
DectSight *dect_sight_new (const DectScene *scene,
                           const DectScenePoint *from,
                           const DectRaster *raster,
                           double most_db);
void dect_sight_free (DectSight *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSight, dect_sight_free)

/** dect_sight_unit_db: Returns: unit of wall sums, dB: a power of 1/2, 1/16384 unless there are so
 * many walls that a sum of all of them needs a coarser one */
double dect_sight_unit_db (const DectSight *self);

/** dect_sight_add_shadows: adds the shadows of all walls, in units of @unit_db */
void dect_sight_add_shadows (const DectSight *self, double unit_db, DectShadows *shadows);

/** dect_sight_is_hit: whether the path to a cell (columns as everywhere here) crosses a wall, by its
 * number, as dect_scene_walk() says */
gboolean dect_sight_is_hit (const DectSight *self, guint32 shadow, guint column, guint row);

/**
 * dect_sight_cut_row:
 * @self: a view
 * @row: a row
 * @cuts: (element-type guint): set to the columns at which the slabs and holes that a path meets may
 * change, rising; first the first column, last the one after the last
 * @unsure: (element-type guint): set to the columns of cells so near to such a place that they must
 * be walked
 */
void dect_sight_cut_row (const DectSight *self, guint row, GArray *cuts, GArray *unsure);

/** dect_sight_find_states: which slabs and holes the path to a cell meets */
void dect_sight_find_states (const DectSight *self,
                             guint column,
                             guint row,
                             gint16 states[DECT_SIGHT_SLABS]);

/** dect_sight_floors_new: Returns: (transfer full): what these slabs and holes cost */
DectSightFloors *dect_sight_floors_new (const DectSight *self,
                                        const gint16 states[DECT_SIGHT_SLABS]);
void dect_sight_floors_free (DectSightFloors *self);

/** dect_sight_antenna: @antenna: (out): the source's pattern, but for the row. Returns: whether it has
 * one */
gboolean dect_sight_antenna (const DectSight *self, DectKernelAntenna *antenna);

G_END_DECLS
