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
 * A wall met within this distance (on the plan) from an end of the path is not crossed: a base
 * station hangs on that wall. A path that runs along a wall does not cross it.
 */
#define DECT_SCENE_CONTACT_M 0.01

/**
 * DectSceneWalls:
 * @n: number of pieces
 * @x1: (array length=n): one end
 * @y1: (array length=n): same
 * @x2: (array length=n): other end
 * @y2: (array length=n): same
 * @loss_db: (array length=n): what crossing it costs
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

/**
 * DectSceneStorey:
 * @building: index of its building
 * @level: its level
 * @z0: elevation of its feet
 * @z1: elevation of the slab above
 * @slab_db: loss of the slab below its feet, %NAN when not stated
 * @slab_material: (nullable): its material
 * @slab_floor: index of the floor whose slab it is
 * @drawn: whether a floor of this storey has walls
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
  double slab_db;
  const DectMaterial *slab_material;
  guint slab_floor;
  gboolean drawn;
  DectSceneWalls walls;
  DectSceneHole *holes;
  guint n_holes;
} DectSceneStorey;

/** DectSceneFloor: one floor of the snapshot, same index. drawn: it has walls. to_building: its
 * frame to the building's. */
typedef struct
{
  guint32 id;
  gint storey;
  gboolean drawn;
  const DectEnvironment *environment;
  DectTransform to_building;
} DectSceneFloor;

/**
 * DectSceneBuilding:
 * @first: index of its lowest storey; its storeys follow each other, levels rising
 * @n_storeys: how many it has
 * @placed: whether its place on the site is set
 * @to_site: its frame to the site's
 * @from_site: and back
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
  double x1, y1, x2, y2;
} DectSceneBuilding;

/** DectScenePoint: an antenna: where it is, on which floor (index); floor -1: nowhere */
typedef struct
{
  gint floor;
  double x, y, z;
} DectScenePoint;

/** DectSceneRfp: one RFP of the snapshot, same index. on: DECT is switched on. */
typedef struct
{
  guint32 id;
  DectScenePoint at;
  double eirp_dbm;
  gint cluster;
  gboolean on;
} DectSceneRfp;

/**
 * DectScene:
 *
 * Read-only once made; for any thread.
 */
typedef struct
{
  double frequency_mhz;
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
 * @snapshot: a site; must live as long as the scene
 *
 * Returns: (transfer full): its scene
 */
DectScene *dect_scene_new (DectSnapshot *snapshot);
void dect_scene_free (DectScene *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectScene, dect_scene_free)

/**
 * dect_scene_point_on_floor:
 * @self: a scene
 * @floor: index of a floor
 * @x_m: a point in the floor's frame, finite
 * @y_m: same
 * @height_m: above the floor's feet; kept within the storey
 * @point: (out): the same place in the building's frame
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
 * Path loss between two antennas. On a storey with drawn walls (COST 231 multi-wall, n = 2): free
 * space and the walls crossed between its slabs. On a storey without: what its environment adds to
 * free space over the whole distance (ITU-R P.1238), times the share of the path inside that
 * storey, so that a path inside such storeys costs what P.1238 says, a path inside drawn storeys
 * what COST 231 says, and a path through both something in between, with no wall counted twice.
 * Slabs between: each stated slab with its own loss, others with COST 231's 18.3 dB, together by
 * its exponent; where neither end's floor is drawn and no slab is stated, the floor term of the
 * environment. Holes are free. Between buildings, with a known place each: walls and slabs met
 * inside any building's footprint, and the environment's entry loss at each end whose walls are not
 * drawn. The order of the ends changes nothing, to the last bit.
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
