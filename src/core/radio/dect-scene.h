/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-geometry.h"
#include "radio/dect-path.h"
#include "radio/dect-radio-data.h"

G_BEGIN_DECLS

/*
 * The site as flat arrays of numbers, for the kernels that predict. Everything in it is finite:
 * what a file holds of NaN, infinities and walls without length is left out here. Coordinates are
 * metres in the frame of the building.
 */

/** DECT_SCENE_OPENING_REACH_M: an opening acts on a wall when both its ends are no farther from the
 * wall's line than this */
#define DECT_SCENE_OPENING_REACH_M 0.3

/**
 * DECT_SCENE_CONTACT_M:
 *
 * A wall is not crossed when an end of the path is no farther than this from the wall's line (on the
 * plan, at right angles): a base station hangs on that wall. So a path that runs along a wall
 * does not cross it.
 */
#define DECT_SCENE_CONTACT_M 0.01

/**
 * DectSceneWalls:
 * @n: number of pieces
 * @x1: (array length=n): one end
 * @y1: (array length=n): same
 * @x2: (array length=n): other end
 * @y2: (array length=n): same
 * @nx: (array length=n): unit normal of its line: a point's signed distance is nx x + ny y - nd
 * @ny: (array length=n): same
 * @nd: (array length=n): same
 * @loss_db: (array length=n): what crossing it costs: the site's fitted loss where there is one, else
 * the material's
 * @id: (array length=n): record it comes from, a wall or an opening
 * @material: (array length=n): what it is made of
 * @is_opening: (array length=n): whether it is a door or a window
 * @floor: (array length=n): index in the scene's floors of the floor it stands on
 *
 * Wall pieces of one storey as structure of arrays, and a grid over them: the pieces that touch
 * cell (column c, row r) are items[start[r * columns + c]] to before items[start[r * columns + c +
 * 1]].
 */
typedef struct
{
  guint n;
  double *x1, *y1, *x2, *y2;
  double *nx, *ny, *nd;
  double *loss_db;
  guint32 *id;
  guint32 *floor;
  guint8 *is_opening;
  const DectMaterial **material;

  double grid_x, grid_y, grid_cell_m;
  guint columns, rows;
  guint32 *start;
  guint32 *items;
} DectSceneWalls;

/** DectSceneHole: a rectangle in a slab and what a path through it pays; 0 dB is no slab at all. x1
 * < x2, y1 < y2. */
typedef struct
{
  double x1, y1, x2, y2;
  double loss_db;
  guint32 id;
} DectSceneHole;

/** DECT_SCENE_SLAB_STEPS: entries of a slab's table of losses by the cosine of the angle of incidence,
 * evenly from that of %DECT_SLAB_MAX_ANGLE_DEG to 1 */
#define DECT_SCENE_SLAB_STEPS 65

/**
 * DectSceneStorey:
 * @building: index of its building
 * @level: its level
 * @z0: elevation of its feet
 * @z1: elevation of the slab above
 * @slab_material: (nullable): material of the slab below its feet; %NULL when not stated
 * @slab_db: loss of that slab by incidence, dect_scene_slab_db(); COST 231's when not stated
 * @slab_floor: index of the floor whose slab it is
 * @model: how it is predicted where a path only passes: by walls where they count on a floor of it, else by
 * environment where that counts on one, else free space
 * @walls: walls of all its floors
 * @holes: (array length=n_holes): holes and stairs in its slab
 *
 * All floors of one building at one level.
 */
typedef struct
{
  guint building;
  gint level;
  double z0, z1;
  double slab_db[DECT_SCENE_SLAB_STEPS];
  const DectMaterial *slab_material;
  guint slab_floor;
  DectPropagation model;
  DectSceneWalls walls;
  DectSceneHole *holes;
  guint n_holes;
} DectSceneStorey;

/**
 * DectSceneFloor:
 * @id: its record
 * @storey: index of its storey
 * @model: how it is predicted, never AUTO. WALLS: free space and the walls; ENVIRONMENT: the
 * environment's statistics, walls do not count; FREE_SPACE: neither
 * @environment: its environment
 * @to_building: its frame to the building's
 * @x1: rectangle around its walls in its own frame, whether they count or not; x1 > x2 when none is drawn
 *
 * One floor of the snapshot, same index.
 */
typedef struct
{
  guint32 id;
  gint storey;
  DectPropagation model;
  const DectEnvironment *environment;
  DectTransform to_building;
  double x1, y1, x2, y2;
} DectSceneFloor;

/**
 * DectSceneBuilding:
 * @first: index of its lowest storey; its storeys follow each other, levels rising
 * @n_storeys: how many it has
 * @placed: whether its place on the site is set
 * @to_site: its frame to the site's
 * @from_site: and back
 * @ground_z: elevation of level 0's feet
 * @x1: footprint: the rectangle around its walls; x1 > x2 when none is drawn
 *
 * One building of the snapshot, same index; one more at the end holds the floors that name no
 * building. Elevations of storeys and RFPs are those of the site.
 */
typedef struct
{
  guint32 id;
  guint first;
  guint n_storeys;
  gboolean placed;
  DectTransform to_site;
  DectTransform from_site;
  double ground_z;
  double x1, y1, x2, y2;
} DectSceneBuilding;

/**
 * DectScenePoint:
 * @floor: index of the floor it is on; -1: nowhere
 * @x: where, in the building's frame
 * @y: same
 * @z: elevation
 * @antenna: (nullable): its pattern; %NULL: the same in all directions
 * @azimuth_deg: where its main direction points
 *
 * One end of a path: an antenna.
 */
typedef struct
{
  gint floor;
  double x, y, z;
  const DectAntenna *antenna;
  double azimuth_deg;
} DectScenePoint;

/** DectSceneRfp: one RFP of the snapshot, same index. on: DECT is switched on. A directional model whose
 * azimuth is not stated counts as even all around. */
typedef struct
{
  guint32 id;
  DectScenePoint at;
  double eirp_dbm;
  gint cluster;
  gboolean on;
} DectSceneRfp;

typedef struct _DectSceneGeometry DectSceneGeometry;

/**
 * DectScene:
 * @frequency_mhz: middle of the band
 * @wall_knee_db: see dect_propagation_saturated_db()
 * @wall_slope: same
 * @fit_offset_db: what the site's fit adds to every loss; 0 without one
 * @fit_exponent_db: its dB per decade of distance in place of free space's 20; 20 without one
 * @geometry: what owns all but the RFPs; scenes may share it
 *
 * Read-only once made; for any thread.
 */
typedef struct
{
  DectSceneGeometry *geometry;
  double frequency_mhz;
  double wall_knee_db;
  double wall_slope;
  double fit_offset_db;
  double fit_exponent_db;
  guint n_buildings;
  guint n_storeys;
  guint n_floors;
  guint n_rfps;
  DectSceneBuilding *buildings;
  DectSceneStorey *storeys;
  DectSceneFloor *floors;
  DectSceneRfp *rfps;
} DectScene;

/**
 * dect_scene_new:
 * @snapshot: a site
 *
 * Returns: (transfer full): its scene
 */
DectScene *dect_scene_new (DectSnapshot *snapshot);

/**
 * dect_scene_new_from:
 * @snapshot: a site
 * @previous: (nullable): a scene of an earlier snapshot
 *
 * As dect_scene_new(), but where nothing but RFPs, handsets, links and the like changed since (the
 * snapshots share their lists of buildings, floors, walls and openings and the record of the site),
 * walls and all are shared too: a dragged base station then costs microseconds.
 *
 * Returns: (transfer full): its scene, the same with and without @previous
 */
DectScene *dect_scene_new_from (DectSnapshot *snapshot, const DectScene *previous);
void dect_scene_free (DectScene *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectScene, dect_scene_free)

/**
 * dect_scene_point_on_floor:
 * @self: a scene
 * @floor: index of a floor
 * @x_m: a point in the floor's frame, finite
 * @y_m: same
 * @height_m: above the floor's feet; kept within the storey
 * @point: (out): the same place in the building's frame, with an even antenna
 *
 * Where a point is that is named in a floor's own frame.
 */
void dect_scene_point_on_floor (const DectScene *self,
                                guint floor,
                                double x_m,
                                double y_m,
                                double height_m,
                                DectScenePoint *point);

/**
 * dect_scene_geometry_hash:
 * @self: a scene
 *
 * Returns: a number that differs (but for chance, 1 in 2^64) when anything but the RFPs differs:
 * walls, slabs, environments, places, band
 */
guint64 dect_scene_geometry_hash (const DectScene *self);

/**
 * dect_scene_slab_db:
 * @storey: a storey
 * @cosine: cosine of the angle of incidence: the rise of the path over its length
 *
 * Returns: loss of the slab below its feet at that angle, as if it were the only one, dB
 */
double dect_scene_slab_db (const DectSceneStorey *storey, double cosine);

/**
 * dect_scene_antenna_db:
 * @self: a scene
 * @a: one end
 * @b: other end, in a building with a place where it is another one's
 *
 * Returns: what the patterns of both ends take off the path between them, dB, 0 and up
 */
double dect_scene_antenna_db (const DectScene *self, const DectScenePoint *a, const DectScenePoint *b);

/**
 * DectSceneWalker:
 *
 * Scratch memory of one thread that walks paths through a scene.
 */
typedef struct _DectSceneWalker DectSceneWalker;

/** dect_scene_walker_new: Returns: (transfer full): a walker of @scene, which must outlive it;
 * one thread at a time */
DectSceneWalker *dect_scene_walker_new (const DectScene *scene);
void dect_scene_walker_free (DectSceneWalker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSceneWalker, dect_scene_walker_free)

/**
 * dect_scene_walk:
 * @self: a walker
 * @a: one end
 * @b: other end
 * @enough_db: the caller needs no exact loss above this (early out); %INFINITY for the exact one
 * @crossings: (nullable) (element-type DectCrossing): what is crossed is appended, in no order
 * @terms: (out): the losses; when the walk ended early, loss_db is above @enough_db and at most the
 * true loss
 *
 * Path loss between two antennas. On a storey predicted by walls (COST 231 multi-wall, n = 2): free
 * space and the walls crossed between its slabs, all of them together saturating. On one predicted
 * by environment: what that adds to free space over the whole distance (ITU-R P.1238), times the
 * share of the path inside that storey, so that a path inside such storeys costs what P.1238 says, a
 * path inside walled storeys what COST 231 says, and a path through both something in between, with
 * no wall counted twice. Slabs between: each stated slab with its own loss at the angle of the
 * path, others with COST 231's 18.3 dB, together by its exponent; where both ends' floors go by
 * environment and no slab is stated, the floor term of the environment. Holes are free. Between
 * buildings, with a known place each: walls and slabs met inside any building's footprint, and the
 * environment's entry loss, less by its height above the ground, at each end that goes by environment.
 * To all that the site's fit and the antennas' patterns. The order of the ends changes nothing, to
 * the last bit.
 *
 * Returns: %FALSE when nothing can be predicted: an end is nowhere, or the ends are in buildings
 * without a place
 */
gboolean dect_scene_walk (DectSceneWalker *self,
                          const DectScenePoint *a,
                          const DectScenePoint *b,
                          double enough_db,
                          GArray *crossings,
                          DectPathTerms *terms);

/**
 * dect_scene_trace:
 * @self: a walker
 * @a: where the path starts
 * @b: where it ends
 * @eirp_dbm: what is sent at @a
 *
 * Returns: (transfer full) (nullable): the path explained; %NULL when nothing can be predicted
 */
DectPath *dect_scene_trace (DectSceneWalker *self,
                            const DectScenePoint *a,
                            const DectScenePoint *b,
                            double eirp_dbm);

G_END_DECLS
