/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-scene-private.h"

#include "model/dect-catalogue.h"
#include "radio/dect-fit-losses.h"
#include "radio/dect-propagation.h"

#include <math.h>
#include <string.h>

/* Nothing on a site is farther from anything; a bound against nonsense in a file. */
#define FAR_M 1e6

/* Shorter walls are slips of the hand. */
#define MIN_WALL_M 1e-3

static gboolean
is_place (double x, double y)
{
  return fabs (x) <= FAR_M && fabs (y) <= FAR_M; /* false for NaN too */
}

static gboolean
is_transform (const DectTransform *t)
{
  return is_place (t->x0, t->y0) && isfinite (t->xx) && isfinite (t->xy) && isfinite (t->yx)
         && isfinite (t->yy);
}

/* --- Buildings and storeys -------------------------------------------------------------------- */

/* A floor on its way into a storey. */
typedef struct
{
  guint building;
  gint level;
  guint floor;
  double z0;
} Slot;

static int
compare_slots (const void *a, const void *b)
{
  const Slot *x = a;
  const Slot *y = b;

  if (x->building != y->building)
    return x->building < y->building ? -1 : 1;
  if (x->level != y->level)
    return x->level < y->level ? -1 : 1;
  return (x->floor > y->floor) - (x->floor < y->floor);
}

static void
init_buildings (DectScene *self, DectSnapshot *snapshot)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_BUILDING);

  /* The last one holds the floors that name no building. */
  self->n_buildings = n + 1;
  self->buildings = g_new0 (DectSceneBuilding, self->n_buildings);
  for (guint i = 0; i < self->n_buildings; i++)
    {
      DectSceneBuilding *building = &self->buildings[i];

      building->id = i < n ? dect_snapshot_building (snapshot, i)->head.id : 0;
      if (i < n && fabs (dect_snapshot_building (snapshot, i)->base_m) <= FAR_M)
        building->ground_z = dect_snapshot_building (snapshot, i)->base_m;
      building->x1 = building->y1 = INFINITY;
      building->x2 = building->y2 = -INFINITY;
    }
}

/* The building's own place follows from where any of its floors comes to lie. */
static void
place_building (DectSceneBuilding *building,
                DectSnapshot *snapshot,
                const DectFloor *floor,
                const DectTransform *to_building)
{
  DectTransform floor_to_site;
  DectTransform back;
  double z;

  if (!dect_snapshot_floor_transform (snapshot, floor, TRUE, &floor_to_site, &z))
    return;

  back = dect_transform_invert (to_building);
  building->to_site = dect_transform_compose (&floor_to_site, &back);
  if (!is_transform (&building->to_site))
    return;
  building->from_site = dect_transform_invert (&building->to_site);
  building->placed = TRUE;
}

static Slot
init_floor (DectScene *self, DectSnapshot *snapshot, guint i)
{
  const DectFloor *floor = dect_snapshot_floor (snapshot, i);
  DectSceneFloor *out = &self->floors[i];
  gint building = dect_snapshot_index (snapshot, floor->building);
  Slot slot = { building >= 0 ? (guint) building : self->n_buildings - 1, floor->level, i, 0.0 };

  dect_snapshot_floor_transform (snapshot, floor, FALSE, &out->to_building, &slot.z0);
  if (!is_transform (&out->to_building))
    out->to_building = (DectTransform){ 1.0, 0.0, 0.0, 1.0, 0.0, 0.0 };
  if (!(fabs (slot.z0) <= FAR_M))
    slot.z0 = 0.0;
  out->id = floor->head.id;
  out->storey = -1;
  out->x1 = out->y1 = INFINITY;
  out->x2 = out->y2 = -INFINITY;
  out->environment = dect_environment_for_floor (floor->environment);
  if (!self->buildings[slot.building].placed)
    place_building (&self->buildings[slot.building], snapshot, floor, &out->to_building);
  return slot;
}

static void
add_to_storey (DectScene *self, DectSceneStorey *storey, const Slot *slot, const DectFloor *floor)
{
  double height = floor->height_m > 0.0 && floor->height_m <= FAR_M
                      ? floor->height_m
                      : dect_limit_value ("storey-height");
  const DectMaterial *slab = dect_material_find (floor->slab);

  storey->z1 = fmax (storey->z1, storey->z0 + height);
  if (slab != NULL && storey->slab_material == NULL)
    {
      storey->slab_material = slab;
      storey->slab_floor = slot->floor;
    }
}

static void
init_storeys (DectScene *self, DectSnapshot *snapshot)
{
  g_autofree Slot *slots = NULL;

  self->n_floors = dect_snapshot_count (snapshot, DECT_KIND_FLOOR);
  self->floors = g_new0 (DectSceneFloor, MAX (1, self->n_floors));
  self->storeys = g_new0 (DectSceneStorey, MAX (1, self->n_floors));
  slots = g_new (Slot, MAX (1, self->n_floors));
  for (guint i = 0; i < self->n_floors; i++)
    slots[i] = init_floor (self, snapshot, i);
  qsort (slots, self->n_floors, sizeof *slots, compare_slots);

  for (guint i = 0; i < self->n_floors; i++)
    {
      const Slot *slot = &slots[i];
      DectSceneBuilding *building = &self->buildings[slot->building];

      if (i == 0 || slots[i - 1].building != slot->building || slots[i - 1].level != slot->level)
        {
          if (building->n_storeys++ == 0)
            building->first = self->n_storeys;
          self->storeys[self->n_storeys++] = (DectSceneStorey){
            .building = slot->building,
            .level = slot->level,
            .z0 = slot->z0,
            .z1 = slot->z0,
            .slab_floor = slot->floor,
          };
        }
      self->floors[slot->floor].storey = (gint) self->n_storeys - 1;
      add_to_storey (self, &self->storeys[self->n_storeys - 1], slot,
                     dect_snapshot_floor (snapshot, slot->floor));
    }
}

/* --- Losses ----------------------------------------------------------------------------------- */

/* What the site's measurements say of a material, or NAN. */
static double
fitted_db (GHashTable *fitted, const DectMaterial *material)
{
  const double *loss_db = g_hash_table_lookup (fitted, material->id);

  return loss_db != NULL ? *loss_db : (double) NAN;
}

static double
loss_of (GHashTable *fitted, const DectMaterial *material)
{
  double loss_db = fitted_db (fitted, material);

  return isfinite (loss_db) ? loss_db : material->loss_db;
}

static double
cosine_of_step (guint step)
{
  double least = cos (DECT_SLAB_MAX_ANGLE_DEG * G_PI / 180.0);

  return least + (1.0 - least) * step / (DECT_SCENE_SLAB_STEPS - 1);
}

/* A fitted loss is one of all angles met, so it moves the whole table. */
static void
fill_slab (DectScene *self, DectSceneStorey *storey, double thickness_mm, GHashTable *fitted)
{
  const DectMaterial *material = storey->slab_material;
  double moved_db = 0.0;

  if (material != NULL && isfinite (fitted_db (fitted, material)))
    moved_db = fitted_db (fitted, material) - material->loss_db;
  for (guint i = 0; i < DECT_SCENE_SLAB_STEPS; i++)
    {
      double angle_deg = acos (fmin (1.0, cosine_of_step (i))) * 180.0 / G_PI;
      double loss_db = material == NULL ? DECT_COST231_FLOOR_DB
                                        : dect_material_slab_loss_db (
                                            material, thickness_mm, self->frequency_mhz, angle_deg);

      storey->slab_db[i] = fmax (0.0, loss_db + moved_db);
    }
}

double
dect_scene_slab_db (const DectSceneStorey *storey, double cosine)
{
  double least = cosine_of_step (0);
  double at = (CLAMP (cosine, least, 1.0) - least) / (1.0 - least) * (DECT_SCENE_SLAB_STEPS - 1);
  guint step = MIN ((guint) at, DECT_SCENE_SLAB_STEPS - 2);

  return storey->slab_db[step] + (at - step) * (storey->slab_db[step + 1] - storey->slab_db[step]);
}

/* --- Walls and openings ----------------------------------------------------------------------- */

/* What is drawn on one floor. */
typedef struct
{
  GArray *walls;    /* DectWallPiece */
  GArray *openings; /* DectWallOpening */
} FloorDrawing;

static void
free_drawing (FloorDrawing *drawing)
{
  g_clear_pointer (&drawing->walls, g_array_unref);
  g_clear_pointer (&drawing->openings, g_array_unref);
}

static gboolean
to_building (const DectSceneFloor *floor, double segment[4])
{
  if (!is_place (segment[0], segment[1]) || !is_place (segment[2], segment[3]))
    return FALSE;

  DectPoint p = dect_transform_apply (&floor->to_building, (DectPoint){ segment[0], segment[1] });
  DectPoint q = dect_transform_apply (&floor->to_building, (DectPoint){ segment[2], segment[3] });

  segment[0] = p.x;
  segment[1] = p.y;
  segment[2] = q.x;
  segment[3] = q.y;
  return TRUE;
}

static void
widen_floor (DectSceneFloor *floor, const DectWall *wall)
{
  floor->x1 = fmin (floor->x1, fmin (wall->x1_m, wall->x2_m));
  floor->y1 = fmin (floor->y1, fmin (wall->y1_m, wall->y2_m));
  floor->x2 = fmax (floor->x2, fmax (wall->x1_m, wall->x2_m));
  floor->y2 = fmax (floor->y2, fmax (wall->y1_m, wall->y2_m));
}

static void
collect_walls (DectScene *self, DectSnapshot *snapshot, GHashTable *fitted, FloorDrawing *drawings)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_WALL);

  for (guint i = 0; i < n; i++)
    {
      const DectWall *wall = dect_snapshot_wall (snapshot, i);
      gint floor = dect_snapshot_index (snapshot, wall->floor);
      double s[4] = { wall->x1_m, wall->y1_m, wall->x2_m, wall->y2_m };

      if (floor < 0 || !to_building (&self->floors[floor], s)
          || hypot (s[2] - s[0], s[3] - s[1]) < MIN_WALL_M)
        continue;

      const DectMaterial *material = dect_material_for_wall (wall->material);
      DectWallPiece piece = { s[0],          s[1],
                              s[2],          s[3],
                              material,      loss_of (fitted, material),
                              wall->head.id, (guint32) floor,
                              FALSE };

      if (drawings[floor].walls == NULL)
        drawings[floor].walls = g_array_new (FALSE, FALSE, sizeof (DectWallPiece));
      g_array_append_val (drawings[floor].walls, piece);
      widen_floor (&self->floors[floor], wall);
    }
}

static void
add_hole (DectSceneStorey *storey, const double s[4], double loss_db, guint32 id)
{
  DectSceneHole hole
      = { fmin (s[0], s[2]), fmin (s[1], s[3]), fmax (s[0], s[2]), fmax (s[1], s[3]), loss_db, id };

  storey->holes = g_renew (DectSceneHole, storey->holes, storey->n_holes + 1);
  storey->holes[storey->n_holes++] = hole;
}

static void
collect_openings (DectScene *self,
                  DectSnapshot *snapshot,
                  GHashTable *fitted,
                  FloorDrawing *drawings)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_OPENING);

  for (guint i = 0; i < n; i++)
    {
      const DectOpening *opening = dect_snapshot_opening (snapshot, i);
      gint floor = dect_snapshot_index (snapshot, opening->floor);
      double s[4] = { opening->x1_m, opening->y1_m, opening->x2_m, opening->y2_m };

      if (floor < 0 || !to_building (&self->floors[floor], s))
        continue;
      if (opening->kind == DECT_OPENING_HOLE || opening->kind == DECT_OPENING_STAIR)
        {
          add_hole (&self->storeys[self->floors[floor].storey], s,
                    loss_of (fitted, dect_material_for_opening (opening->kind)), opening->head.id);
        }
      else if (opening->kind >= DECT_OPENING_DOOR && opening->kind <= DECT_OPENING_GAP)
        {
          DectWallOpening cut = { s[0], s[1], s[2], s[3], opening->kind, opening->head.id };

          if (drawings[floor].openings == NULL)
            drawings[floor].openings = g_array_new (FALSE, FALSE, sizeof (DectWallOpening));
          g_array_append_val (drawings[floor].openings, cut);
        }
    }
}

static void
widen_footprint (DectSceneBuilding *building, const DectWallPiece *wall)
{
  building->x1 = fmin (building->x1, fmin (wall->x1, wall->x2));
  building->y1 = fmin (building->y1, fmin (wall->y1, wall->y2));
  building->x2 = fmax (building->x2, fmax (wall->x1, wall->x2));
  building->y2 = fmax (building->y2, fmax (wall->y1, wall->y2));
}

static void
widen_building (DectScene *self, const FloorDrawing *drawing)
{
  const DectWallPiece *walls = drawing->walls != NULL ? (gconstpointer) drawing->walls->data : NULL;

  for (guint i = 0; walls != NULL && i < drawing->walls->len; i++)
    {
      const DectSceneStorey *storey = &self->storeys[self->floors[walls[i].floor].storey];

      widen_footprint (&self->buildings[storey->building], &walls[i]);
    }
}

/* Of a storey's floors the one that knows most of it speaks for a path that only passes. */
static void
choose_models (DectScene *self, DectSnapshot *snapshot)
{
  for (guint i = 0; i < self->n_storeys; i++)
    self->storeys[i].model = DECT_PROPAGATION_FREE_SPACE;
  for (guint i = 0; i < self->n_floors; i++)
    {
      DectSceneFloor *floor = &self->floors[i];
      DectSceneStorey *storey = &self->storeys[floor->storey];
      gboolean drawn = floor->x1 <= floor->x2;

      floor->model = (DectPropagation) dect_snapshot_floor (snapshot, i)->propagation;
      if (floor->model == DECT_PROPAGATION_AUTO)
        floor->model = drawn ? DECT_PROPAGATION_WALLS : DECT_PROPAGATION_ENVIRONMENT;
      storey->model = MAX (storey->model, floor->model);
    }
}

static void
cut_floor (DectScene *self, const FloorDrawing *drawing, GHashTable *fitted, GArray *pieces)
{
  const DectWallPiece *walls = (gconstpointer) drawing->walls->data;
  double opening_db[] = { loss_of (fitted, dect_material_for_opening (DECT_OPENING_DOOR)),
                          loss_of (fitted, dect_material_for_opening (DECT_OPENING_WINDOW)),
                          loss_of (fitted, dect_material_for_opening (DECT_OPENING_GAP)) };

  dect_scene_cut_walls (walls, drawing->walls->len,
                        drawing->openings != NULL ? (gconstpointer) drawing->openings->data : NULL,
                        drawing->openings != NULL ? drawing->openings->len : 0, opening_db, pieces);
}

static void
init_walls (DectScene *self, DectSnapshot *snapshot, GHashTable *fitted)
{
  g_autofree FloorDrawing *drawings = g_new0 (FloorDrawing, MAX (1, self->n_floors));
  g_autofree GArray **pieces = g_new0 (GArray *, MAX (1, self->n_storeys));

  collect_walls (self, snapshot, fitted, drawings);
  collect_openings (self, snapshot, fitted, drawings);
  choose_models (self, snapshot);
  for (guint i = 0; i < self->n_floors; i++)
    {
      gint storey = self->floors[i].storey;

      widen_building (self, &drawings[i]);
      if (drawings[i].walls != NULL && self->floors[i].model == DECT_PROPAGATION_WALLS)
        {
          if (pieces[storey] == NULL)
            pieces[storey] = g_array_new (FALSE, FALSE, sizeof (DectWallPiece));
          cut_floor (self, &drawings[i], fitted, pieces[storey]);
        }
      free_drawing (&drawings[i]);
    }
  for (guint i = 0; i < self->n_storeys; i++)
    {
      if (pieces[i] == NULL)
        continue;
      dect_scene_walls_init (&self->storeys[i].walls, (gconstpointer) pieces[i]->data,
                             pieces[i]->len);
      g_array_unref (pieces[i]);
    }
}

static void
init_slabs (DectScene *self, DectSnapshot *snapshot, GHashTable *fitted)
{
  for (guint i = 0; i < self->n_storeys; i++)
    {
      DectSceneStorey *storey = &self->storeys[i];

      fill_slab (self, storey, dect_snapshot_floor (snapshot, storey->slab_floor)->slab_mm, fitted);
    }
}

/* --- RFPs ------------------------------------------------------------------------------------- */

/* Floors are few; the snapshot's own search would first have to index all its records. */
static gint
find_floor (const DectScene *self, guint32 id)
{
  for (guint i = 0; i < self->n_floors; i++)
    {
      if (self->floors[i].id == id)
        return (gint) i;
    }
  return -1;
}

static void
init_rfps (DectScene *self, DectSnapshot *snapshot)
{
  DectRegion region = dect_snapshot_get_info (snapshot)->region;

  self->n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  self->rfps = g_new0 (DectSceneRfp, MAX (1, self->n_rfps));
  for (guint i = 0; i < self->n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);
      gint floor = find_floor (self, rfp->floor);
      double mount_m = isfinite (rfp->mount_m) ? rfp->mount_m : dect_limit_value ("mount-height");

      const DectRfpModel *model = rfp->model != NULL ? dect_catalogue_find (rfp->model) : NULL;

      self->rfps[i] = (DectSceneRfp){
        .id = rfp->head.id,
        .at.floor = -1,
        .eirp_dbm = dect_rfp_eirp_dbm (rfp, region),
        .cluster = rfp->cluster == DECT_UNSET ? 1 : rfp->cluster,
        .on = rfp->dect_on != FALSE,
      };
      if (floor >= 0 && is_place (rfp->x_m, rfp->y_m))
        dect_scene_point_on_floor (self, (guint) floor, rfp->x_m, rfp->y_m, mount_m,
                                   &self->rfps[i].at);
      if (model != NULL && isfinite (rfp->azimuth_deg))
        {
          self->rfps[i].at.antenna = dect_antenna_find (model->antenna);
          self->rfps[i].at.azimuth_deg = rfp->azimuth_deg;
        }
    }
}

/* --- Hash ------------------------------------------------------------------------------------- */

/* Finaliser of splitmix64: one word in, all bits stirred. */
static void
mix (guint64 *hash, guint64 word)
{
  guint64 z = (*hash ^ word) + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  *hash = z ^ (z >> 31);
}

static void
mix_numbers (guint64 *hash, const double *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint64 word;

      memcpy (&word, &numbers[i], sizeof word);
      mix (hash, word);
    }
}

#define MIX(hash, ...)                                                                             \
  mix_numbers ((hash), (const double[]){ __VA_ARGS__ },                                            \
               sizeof ((const double[]){ __VA_ARGS__ }) / sizeof (double))

static void
mix_transform (guint64 *hash, const DectTransform *at)
{
  MIX (hash, at->xx, at->yx, at->xy, at->yy, at->x0, at->y0);
}

static void
mix_storey (guint64 *hash, const DectSceneStorey *storey)
{
  const DectSceneWalls *walls = &storey->walls;

  MIX (hash, storey->level, storey->z0, storey->z1, storey->model, storey->slab_material != NULL,
       walls->n);
  mix_numbers (hash, storey->slab_db, G_N_ELEMENTS (storey->slab_db));
  mix_numbers (hash, walls->x1, walls->n);
  mix_numbers (hash, walls->y1, walls->n);
  mix_numbers (hash, walls->x2, walls->n);
  mix_numbers (hash, walls->y2, walls->n);
  mix_numbers (hash, walls->loss_db, walls->n);
  for (guint i = 0; i < storey->n_holes; i++)
    {
      const DectSceneHole *hole = &storey->holes[i];

      MIX (hash, hole->x1, hole->y1, hole->x2, hole->y2, hole->loss_db);
    }
}

static guint64
hash_geometry (const DectScene *self)
{
  guint64 hash = 0;

  MIX (&hash, self->frequency_mhz, self->wall_knee_db, self->wall_slope, self->fit_offset_db,
       self->fit_exponent_db);
  for (guint i = 0; i < self->n_buildings; i++)
    {
      const DectSceneBuilding *building = &self->buildings[i];

      mix (&hash, building->n_storeys + 2 * building->placed);
      mix_transform (&hash, &building->to_site);
      MIX (&hash, building->ground_z, building->x1, building->y1, building->x2, building->y2);
    }
  for (guint i = 0; i < self->n_floors; i++)
    {
      const DectSceneFloor *floor = &self->floors[i];
      const DectEnvironment *environment = floor->environment;

      mix (&hash, (guint64) floor->storey);
      mix (&hash, floor->id);
      mix (&hash, floor->model);
      MIX (&hash, environment->reference_db, environment->exponent_db, environment->first_floor_db,
           environment->next_floor_db, environment->entry_db, environment->entry_gain_db_m);
      mix_transform (&hash, &floor->to_building);
    }
  for (guint i = 0; i < self->n_storeys; i++)
    mix_storey (&hash, &self->storeys[i]);
  return hash;
}

/* --- Scene ------------------------------------------------------------------------------------ */

void
dect_scene_point_on_floor (const DectScene *self,
                           guint floor,
                           double x_m,
                           double y_m,
                           double height_m,
                           DectScenePoint *point)
{
  g_return_if_fail (self != NULL && point != NULL);
  g_return_if_fail (floor < self->n_floors);

  const DectSceneStorey *storey = &self->storeys[self->floors[floor].storey];
  DectPoint p = dect_transform_apply (&self->floors[floor].to_building, (DectPoint){ x_m, y_m });

  *point = (DectScenePoint){
    .floor = (gint) floor,
    .x = p.x,
    .y = p.y,
    .z = storey->z0 + CLAMP (height_m, 0.0, storey->z1 - storey->z0),
  };
}

/* The shared part of scenes: one without RFPs. */
struct _DectSceneGeometry
{
  gatomicrefcount ref_count;
  DectSnapshot *snapshot; /* keeps the lists it was made from */
  guint64 hash;
  DectScene scene;
};

static DectSceneGeometry *
geometry_new (DectSnapshot *snapshot)
{
  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);
  g_autoptr (GHashTable) fitted = dect_fit_losses_parse (info->fit_losses);
  DectSceneGeometry *geometry = g_new0 (DectSceneGeometry, 1);
  DectScene *scene = &geometry->scene;

  g_atomic_ref_count_init (&geometry->ref_count);
  geometry->snapshot = dect_snapshot_ref (snapshot);
  scene->frequency_mhz = dect_region_frequency_mhz (info->region);
  init_buildings (scene, snapshot);
  scene->wall_knee_db = dect_limit_value ("wall-knee");
  scene->wall_slope = dect_limit_value ("wall-slope");
  scene->fit_offset_db = isfinite (info->fit_offset_db) ? info->fit_offset_db : 0.0;
  scene->fit_exponent_db = isfinite (info->fit_exponent_db) ? info->fit_exponent_db : 20.0;
  init_storeys (scene, snapshot);
  init_walls (scene, snapshot, fitted);
  init_slabs (scene, snapshot, fitted);
  geometry->hash = hash_geometry (scene);
  return geometry;
}

static void
geometry_unref (DectSceneGeometry *geometry)
{
  DectScene *scene = &geometry->scene;

  if (!g_atomic_ref_count_dec (&geometry->ref_count))
    return;
  for (guint i = 0; i < scene->n_storeys; i++)
    {
      dect_scene_walls_clear (&scene->storeys[i].walls);
      g_free (scene->storeys[i].holes);
    }
  g_free (scene->buildings);
  g_free (scene->storeys);
  g_free (scene->floors);
  dect_snapshot_unref (geometry->snapshot);
  g_free (geometry);
}

static gboolean
is_made_from (const DectSceneGeometry *geometry, DectSnapshot *snapshot)
{
  static const DectKind kinds[]
      = { DECT_KIND_BUILDING, DECT_KIND_FLOOR, DECT_KIND_WALL, DECT_KIND_OPENING };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint n, n_before;

      if (dect_snapshot_records (snapshot, kinds[i], &n)
              != dect_snapshot_records (geometry->snapshot, kinds[i], &n_before)
          || n != n_before)
        return FALSE;
    }
  return dect_snapshot_get_info (snapshot) == dect_snapshot_get_info (geometry->snapshot);
}

DectScene *
dect_scene_new_from (DectSnapshot *snapshot, const DectScene *previous)
{
  DectSceneGeometry *geometry;
  DectScene *self;

  g_return_val_if_fail (snapshot != NULL, NULL);

  if (previous != NULL && is_made_from (previous->geometry, snapshot))
    {
      geometry = previous->geometry;
      g_atomic_ref_count_inc (&geometry->ref_count);
    }
  else
    {
      geometry = geometry_new (snapshot);
    }
  self = g_new (DectScene, 1);
  *self = geometry->scene;
  self->geometry = geometry;
  init_rfps (self, snapshot);
  return self;
}

DectScene *
dect_scene_new (DectSnapshot *snapshot)
{
  return dect_scene_new_from (snapshot, NULL);
}

guint64
dect_scene_geometry_hash (const DectScene *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->geometry->hash;
}

void
dect_scene_free (DectScene *self)
{
  if (self == NULL)
    return;

  geometry_unref (self->geometry);
  g_free (self->rfps);
  g_free (self);
}
