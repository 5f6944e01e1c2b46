/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "radio/dect-layer.h"
#include "radio/dect-radio-data.h"

#include "support/radio-sites.h"

#include <locale.h>
#include <string.h>

/* Layers by shadows are held to dect_scene_walk(), cell by cell. Rounding to 1/200 dB costs 0.0025
 * dB, the rest is room for floats. */
#define CLOSE_DB 0.004

/* --- Random sites ----------------------------------------------------------------------------- */

/* How places are drawn: anywhere, or on a lattice that the middles of cells (0.125 + 0.25 n) lie
 * on, so that borders of shadows pass through them. */
typedef enum
{
  DRAW_ANYWHERE,
  DRAW_ON_LATTICE,
  N_DRAWS,
} Draw;

typedef struct
{
  GRand *rand;
  Draw draw;
  DectSnapshotBuilder *builder;
} Maker;

static double
draw_place (Maker *maker, double low, double high)
{
  double place = g_rand_double_range (maker->rand, low, high);

  return maker->draw == DRAW_ON_LATTICE ? rint (place / 0.125) * 0.125 : place;
}

static gboolean
draw_lot (Maker *maker, double chance)
{
  return g_rand_double (maker->rand) < chance;
}

static const char *
draw_word (Maker *maker, const char *const *words, guint n)
{
  return words[g_rand_int_range (maker->rand, 0, (gint32) n)];
}

/* Walls of all kinds: along the axes, aslant, collinear, crossing, shorter than counts, and some a
 * file may hold that are none. */
static void
add_walls (Maker *maker, guint32 floor, guint n)
{
  static const char *const materials[] = { "plasterboard", "brick-24", "concrete-15", "glass" };

  for (guint i = 0; i < n; i++)
    {
      double x = draw_place (maker, 0.0, 20.0);
      double y = draw_place (maker, 0.0, 15.0);
      double length = draw_place (maker, 0.0, 9.0);
      double dx = length, dy = 0.0;

      switch (g_rand_int_range (maker->rand, 0, 8))
        {
        case 0:
        case 1:
        case 2:
          break;
        case 3:
        case 4:
          dx = 0.0;
          dy = length;
          break;
        case 5:
          y = 5.0; /* all on one line */
          break;
        case 6:
          dx = draw_place (maker, -8.0, 8.0);
          dy = draw_place (maker, -8.0, 8.0);
          break;
        default:
          dx = draw_lot (maker, 0.5) ? (double) NAN : 0.0;
          dy = 0.0;
          break;
        }
      site_add_wall (maker->builder, floor, x, y, x + dx, y + dy,
                     draw_word (maker, materials, G_N_ELEMENTS (materials)));
      if (draw_lot (maker, 0.2) && isfinite (dx))
        site_add_opening (maker->builder, floor, x + 0.3 * dx, y + 0.3 * dy, x + 0.5 * dx,
                          y + 0.5 * dy, g_rand_int_range (maker->rand, 0, 3));
    }
}

static void
add_holes (Maker *maker, guint32 floor)
{
  for (gint i = g_rand_int_range (maker->rand, 0, 3); i > 0; i--)
    {
      double x = draw_place (maker, 0.0, 18.0);
      double y = draw_place (maker, 0.0, 13.0);

      site_add_opening (maker->builder, floor, x, y, x + draw_place (maker, 0.5, 4.0),
                        y + draw_place (maker, 0.5, 4.0),
                        draw_lot (maker, 0.5) ? DECT_OPENING_HOLE : DECT_OPENING_STAIR);
    }
}

static guint32
add_floor (Maker *maker, guint32 building, gint level)
{
  static const char *const environments[] = { "office", "open", "dense", "hall", NULL };
  static const char *const slabs[] = { NULL, NULL, "slab-concrete-20", "slab-wood", "concrete-15" };
  DectFloor *floor = dect_floor_new ();
  guint32 id;

  floor->building = building;
  floor->level = level;
  dect_set_str (&floor->environment, draw_word (maker, environments, G_N_ELEMENTS (environments)));
  dect_set_str (&floor->slab, draw_word (maker, slabs, G_N_ELEMENTS (slabs)));
  if (draw_lot (maker, 0.5))
    {
      floor->offset_x_m = draw_place (maker, -3.0, 3.0);
      floor->offset_y_m = draw_place (maker, -3.0, 3.0);
    }
  if (draw_lot (maker, 0.3))
    floor->propagation = g_rand_int_range (maker->rand, 0, 4);
  id = dect_snapshot_builder_add (maker->builder, DECT_RECORD (floor));
  if (draw_lot (maker, 0.8))
    add_walls (maker, id, (guint) g_rand_int_range (maker->rand, 0, 40));
  add_holes (maker, id);
  return id;
}

static void
add_rfp (Maker *maker, guint32 floor)
{
  DectRfp *rfp = dect_rfp_new ();

  rfp->floor = floor;
  rfp->x_m = draw_place (maker, -3.0, 23.0);
  rfp->y_m = draw_place (maker, -3.0, 18.0);
  if (draw_lot (maker, 0.2))
    rfp->y_m = 5.0; /* on the line of walls */
  rfp->mount_m = draw_lot (maker, 0.3) ? 1.2 : g_rand_double_range (maker->rand, 0.0, 3.0);
  if (draw_lot (maker, 0.4))
    {
      dect_set_str (&rfp->model, "47DRC");
      rfp->azimuth_deg
          = draw_lot (maker, 0.5) ? 90.0 : g_rand_double_range (maker->rand, 0.0, 360.0);
    }
  dect_snapshot_builder_add (maker->builder, DECT_RECORD (rfp));
}

/* Two buildings, the second one turned; a level may be missing. */
static DectSnapshot *
make_site (guint32 seed, Draw draw)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Maker maker = { rand, draw, dect_snapshot_builder_new () };
  DectSiteInfo *info = dect_site_info_new ();
  guint n_buildings = draw_lot (&maker, 0.5) ? 2 : 1;

  if (draw_lot (&maker, 0.3))
    {
      info->fit_offset_db = 3.2;
      info->fit_exponent_db = 24.5;
    }
  dect_snapshot_builder_add (maker.builder, DECT_RECORD (info));
  for (guint b = 0; b < n_buildings; b++)
    {
      DectBuilding *building = dect_building_new ();
      gint n_floors = g_rand_int_range (rand, 1, 5);
      guint32 id;

      building->x_m = b * 25.0;
      building->y_m = b * 4.0;
      building->rotation_deg = b == 0 ? NAN : draw_lot (&maker, 0.5) ? 90.0 : 33.0;
      id = dect_snapshot_builder_add (maker.builder, DECT_RECORD (building));
      for (gint level = 0; level < n_floors; level++)
        {
          guint32 floor
              = add_floor (&maker, id, level > 1 && draw_lot (&maker, 0.2) ? level + 2 : level);

          add_rfp (&maker, floor);
          if (draw_lot (&maker, 0.3))
            add_rfp (&maker, floor);
        }
    }
  return dect_snapshot_builder_end (maker.builder);
}

/* --- Comparison ------------------------------------------------------------------------------- */

static double
true_loss (DectSceneWalker *walker,
           const DectScene *scene,
           const DectScenePoint *from,
           const DectRaster *raster,
           guint column,
           guint row)
{
  DectScenePoint handset;
  DectPathTerms terms;

  dect_raster_point (raster, scene, column, row, &handset);
  return dect_scene_walk (walker, from, &handset, INFINITY, NULL, &terms) ? terms.loss_db
                                                                          : (double) INFINITY;
}

static void
assert_layer (const DectScene *scene, const DectSceneRfp *rfp, const DectRaster *raster)
{
  g_autoptr (DectSceneWalker) walker = dect_scene_walker_new (scene);
  g_autofree gint16 *loss = g_new (gint16, raster->columns * raster->rows);
  DectLayerScratch *scratch = dect_layer_scratch_new ();

  g_assert_true (dect_layer_fill (scene, &rfp->at, raster, DECT_LAYER_BY_SHADOWS, 0, raster->rows,
                                  scratch, loss, NULL));
  for (guint i = 0; i < raster->columns * raster->rows; i++)
    {
      guint column = i % raster->columns;
      guint row = i / raster->columns;
      double wanted = true_loss (walker, scene, &rfp->at, raster, column, row);

      if (fabs (wanted - DECT_LAYER_MAX_LOSS_DB) < CLOSE_DB)
        continue;
      if (wanted > DECT_LAYER_MAX_LOSS_DB)
        wanted = (double) DECT_LAYER_NOTHING / DECT_KERNEL_STEPS;
      if (fabs ((double) loss[i] / DECT_KERNEL_STEPS - wanted) > CLOSE_DB)
        g_error ("cell %u, %u: %.4f dB by shadows, %.4f dB by walking", column, row,
                 (double) loss[i] / DECT_KERNEL_STEPS, wanted);
    }
  dect_layer_scratch_free (scratch);
}

static void
assert_site (DectSnapshot *snapshot)
{
  g_autoptr (DectScene) scene = dect_scene_new (snapshot);

  for (guint floor = 0; floor < scene->n_floors; floor++)
    for (guint i = 0; i < scene->n_rfps; i++)
      {
        DectRaster raster = { floor, { -4.0, -3.0, 22.0, 17.0 }, 0.25, 104, 80 };

        assert_layer (scene, &scene->rfps[i], &raster);
      }
}

static void
test_random (gconstpointer data)
{
  Draw draw = (Draw) GPOINTER_TO_INT (data);

  for (guint32 seed = 1; seed <= 12; seed++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site (seed, draw);

      g_test_message ("seed %u", seed);
      assert_site (snapshot);
    }
}

/* --- Known cases ------------------------------------------------------------------------------ */

/* One floor with walls on round numbers; the middles of its cells lie at n / 4 + 1 / 8. */
static DectSnapshot *
make_floor (const double (*walls)[4], guint n_walls, double x_m, double y_m)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);

  for (guint i = 0; i < n_walls; i++)
    site_add_wall (builder, floor, walls[i][0], walls[i][1], walls[i][2], walls[i][3],
                   "concrete-15");
  site_add_rfp (builder, 1, floor, x_m, y_m);
  return dect_snapshot_builder_end (builder);
}

/* Where a base station may hang: on a wall, on its end, on its line, in a corner, within reach of
 * contact and just out of it, in the middle of a cell, on the border of one, outside. */
static void
test_places (void)
{
  static const double walls[][4] = {
    { 2, 2, 18, 2 },        { 18, 2, 18, 12 },      { 18, 12, 2, 12 },  { 2, 12, 2, 2 },
    { 10, 2, 10, 7 },       { 10, 7, 10, 12 },      { 2, 7, 18, 7 },    { 4, 4, 4, 4 },
    { 5.125, 3, 5.125, 6 }, { 3, 9.125, 8, 9.125 }, { 12, 8, 16, 11 },  { 12, 11, 16, 8 },
    { 13, 3, 15, 5 },       { 15, 5, 17, 3 },       { 2.5, 2, 2.5, 7 }, { 6, 2, 7, 2 },
  };
  static const double places[][2] = {
    { 10, 2 },        { 10, 7 },        { 10, 4.5 },     { 2, 2 },           { 1, 7 },
    { 10.01, 4.5 },   { 10.0101, 4.5 }, { 9.9899, 4.5 }, { 5.125, 4.125 },   { 5.125, 8.125 },
    { 8.125, 9.125 }, { 8.25, 9.25 },   { 14, 9.5 },     { 15, 5 },          { 0, 0 },
    { -30, 7 },       { 50, 7.125 },    { 10, -40 },     { 10.125, 60.125 }, { 4, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (DectSnapshot) snapshot
          = make_floor (walls, G_N_ELEMENTS (walls), places[i][0], places[i][1]);

      g_test_message ("base station at %g, %g", places[i][0], places[i][1]);
      assert_site (snapshot);
    }
}

/* Rasters of all sizes, near and far, whole and in part beside the plan. */
static void
test_rasters (void)
{
  static const DectRaster rasters[] = {
    { 0, { 9.8, 6.9, 10.05, 7.15 }, 0.25, 1, 1 },
    { 0, { 0.0, 0.0, 20.0, 0.25 }, 0.25, 80, 1 },
    { 0, { 0.0, 0.0, 0.25, 20.0 }, 0.25, 1, 80 },
    { 0, { -100.0, -100.0, 100.0, 100.0 }, 5.0, 40, 40 },
    { 0, { -200.0, -300.0, 200.0, 300.0 }, 100.0, 4, 6 },
    { 0, { 9.0, 5.0, 14.0, 8.0 }, 0.05, 100, 60 },
    { 0, { 300.0, 7.0, 340.0, 17.0 }, 1.0, 40, 10 },
    { 0, { -1500.0, 6.0, -1400.0, 9.0 }, 0.5, 200, 6 },
    { 0, { 3.0, 400.0, 23.0, 420.0 }, 0.5, 40, 40 },
  };
  static const double walls[][4] = {
    { 2, 2, 18, 2 }, { 18, 2, 18, 12 }, { 10, 2, 10, 7 }, { 2, 7, 18, 7 }, { 4.3, 3.2, 7.7, 9.1 },
  };
  g_autoptr (DectSnapshot) snapshot = make_floor (walls, G_N_ELEMENTS (walls), 6.0, 5.0);
  g_autoptr (DectScene) scene = dect_scene_new (snapshot);

  for (guint i = 0; i < G_N_ELEMENTS (rasters); i++)
    assert_layer (scene, &scene->rfps[0], &rasters[i]);
}

/* A row does not depend on the rows it is computed with. */
static void
test_pieces (void)
{
  enum
  {
    COLUMNS = 104,
    ROWS = 80,
  };

  for (guint32 seed = 50; seed < 54; seed++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site (seed, seed % N_DRAWS);
      g_autoptr (DectScene) scene = dect_scene_new (snapshot);
      DectRaster raster = { 0, { -4.0, -3.0, 22.0, 17.0 }, 0.25, COLUMNS, ROWS };
      DectLayerScratch *scratch = dect_layer_scratch_new ();
      g_autofree gint16 *whole = g_new (gint16, COLUMNS * ROWS);
      g_autofree gint16 *pieces = g_new (gint16, COLUMNS * ROWS);

      for (guint i = 0; i < scene->n_rfps; i++)
        {
          const DectScenePoint *at = &scene->rfps[i].at;

          dect_layer_fill (scene, at, &raster, DECT_LAYER_BY_SHADOWS, 0, ROWS, scratch, whole,
                           NULL);
          for (guint row = 0, n = 1; row < ROWS; row += n, n = n * 2 + 1)
            dect_layer_fill (scene, at, &raster, DECT_LAYER_BY_SHADOWS, row, MIN (row + n, ROWS),
                             scratch, pieces + row * COLUMNS, NULL);
          g_assert_cmpmem (whole, COLUMNS * ROWS * sizeof *whole, pieces,
                           COLUMNS * ROWS * sizeof *pieces);
        }
      dect_layer_scratch_free (scratch);
    }
}

/* So many walls in a row that sums in the usual unit would not fit into 32 bits; where anything
 * arrives the levels are still right. */
static void
test_many_walls (void)
{
  enum
  {
    N_WALLS = 20000,
  };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);
  DectRaster raster = { 0, { 0.0, 0.0, 30.0, 1.0 }, 0.25, 120, 4 };

  for (guint i = 0; i < N_WALLS; i++)
    site_add_wall (builder, floor, 4.0 + i * 1e-3, -50.0, 4.0 + i * 1e-3, 50.0, "concrete-15");
  site_add_rfp (builder, 1, floor, 0.5, 0.5);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);
  g_autoptr (DectScene) scene = dect_scene_new (snapshot);

  assert_layer (scene, &scene->rfps[0], &raster);
}

static void
test_cancelled (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site (1, DRAW_ANYWHERE);
  g_autoptr (DectScene) scene = dect_scene_new (snapshot);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DectRaster raster = { 0, { -4.0, -3.0, 22.0, 17.0 }, 0.25, 104, 80 };
  g_autofree gint16 *loss = g_new (gint16, 104 * 80);
  DectLayerScratch *scratch = dect_layer_scratch_new ();

  g_cancellable_cancel (cancellable);
  for (guint method = 0; method < 2; method++)
    g_assert_false (dect_layer_fill (scene, &scene->rfps[0].at, &raster, (DectLayerMethod) method,
                                     0, 80, scratch, loss, cancellable));
  /* What was broken off leaves nothing behind in the memory that is used again. */
  g_assert_true (dect_layer_fill (scene, &scene->rfps[0].at, &raster, DECT_LAYER_BY_SHADOWS, 0, 80,
                                  scratch, loss, NULL));
  assert_layer (scene, &scene->rfps[0], &raster);
  dect_layer_scratch_free (scratch);
}

/* --- Shadows alone ---------------------------------------------------------------------------- */

static gboolean
never_hit_cb (guint32 shadow, guint column, guint row, gpointer data)
{
  return FALSE;
}

static gboolean
always_hit_cb (guint32 shadow, guint column, guint row, gpointer data)
{
  return TRUE;
}

static gboolean
go_on_cb (gpointer data)
{
  return FALSE;
}

static void
keep_row_cb (guint row, const gint32 *sums, gpointer data)
{
  memcpy ((gint32 *) data + row * 10, sums, 10 * sizeof *sums);
}

/* A triangle and a square on the middles of cells: the inside is certain, the border the caller's.
 */
static void
test_shapes (void)
{
  static const DectPlane triangle[] = { { 1, 0, 1 }, { 0, 1, 1 }, { -1, -1, -8 } };
  static const DectPlane square[] = { { 1, 0, 5 }, { 0, 1, 2 }, { -1, 0, -7 }, { 0, -1, -4 } };

  for (guint open = 0; open < 2; open++)
    {
      DectShadowFuncs funcs = { open ? never_hit_cb : always_hit_cb, keep_row_cb, go_on_cb };
      DectShadows *shadows = dect_shadows_new ();
      gint32 sums[100];

      dect_shadows_begin (shadows, 10, 0, 10);
      dect_shadows_add (shadows, triangle, G_N_ELEMENTS (triangle), 100, 0);
      dect_shadows_add (shadows, square, G_N_ELEMENTS (square), 1, 1);
      g_assert_true (dect_shadows_sweep (shadows, &funcs, sums));
      for (gint y = 0; y < 10; y++)
        for (gint x = 0; x < 10; x++)
          {
            gint32 in = open ? (x > 1 && y > 1 && x + y < 8) : (x >= 1 && y >= 1 && x + y <= 8);
            gint32 also = open ? (x > 5 && x < 7 && y > 2 && y < 4)
                               : (x >= 5 && x <= 7 && y >= 2 && y <= 4);

            g_assert_cmpint (sums[y * 10 + x], ==, 100 * in + also);
          }
      dect_shadows_free (shadows);
    }
}

/* --- Loops ------------------------------------------------------------------------------------ */

enum
{
  N_CELLS = 1003,
};

/* All that the loops of one set make of the same numbers. */
typedef struct
{
  float loss_db[N_CELLS], dbm[N_CELLS];
  gint16 packed[N_CELLS], levels[5][N_CELLS];
  gint32 sums[N_CELLS];
} Made;

static void
make_all (const DectKernel *kernel, GRand *rand, Made *made)
{
  DectKernelRow row = { 401, 0.37f, 6.25f, 0.0625f, 38.0f, 3.01f, 1.0f / 16384.0f, 40.0f, 0.5f };
  DectKernelExcess excess = { 0.7f, { -10.0f, -4.0f }, { 1.5f, 0.9f } };
  float by_angle[] = { 30.0f, 21.0f, 19.5f, 19.0f };
  DectKernelSlabs slabs = { 2.5f, 0.2588f, 3.0f / 0.7412f, G_N_ELEMENTS (by_angle), by_angle };
  DectKernelAntenna antenna = { 0.6f, 0.8f, 1.9f, 0.25f, 6.25f, 8.0f, 20.0f, 3.0f };
  DectKernelLevels levels
      = { made->levels[0], made->levels[1], made->levels[2], made->levels[3], made->levels[4] };

  memset (made, 0, sizeof *made);
  for (guint i = 0; i < N_CELLS; i++)
    {
      made->sums[i] = g_rand_int_range (rand, -40000, 41000);
      for (guint k = 0; k < 3; k++)
        made->levels[k][i] = DECT_KERNEL_NO_LEVEL;
    }
  kernel->sum (made->sums, N_CELLS, 1000);
  for (guint i = 0; i < N_CELLS; i++)
    made->sums[i] = ABS (made->sums[i]);
  for (guint layer = 0; layer < 4; layer++)
    {
      row.column += 150;
      kernel->losses (&row, 0, N_CELLS, made->sums, made->loss_db);
      kernel->excess (&excess, &row, 0, N_CELLS, made->loss_db);
      kernel->slabs (&slabs, &row, 0, N_CELLS, made->loss_db);
      kernel->antenna (&antenna, &row, 0, N_CELLS, made->loss_db);
      made->loss_db[7] = NAN;
      made->loss_db[8] = INFINITY;
      made->loss_db[9] = -INFINITY;
      kernel->pack (made->loss_db, N_CELLS, 130.0f, 26001, made->packed);
      kernel->merge (&levels, made->packed, N_CELLS, 4800, -20000, -13000, (gint16) layer);
    }
  kernel->unpack (made->levels[1], N_CELLS, made->dbm);
}

/* Whatever the processor, the same bits. */
static void
test_kernels (void)
{
  guint n;
  const DectKernel *const *kernels = dect_kernel_list (&n);

  g_assert_cmpuint (n, >=, 1);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (3);
      g_autoptr (GRand) same = g_rand_new_with_seed (3);
      g_autofree Made *one = g_new (Made, 1);
      g_autofree Made *two = g_new (Made, 1);

      g_test_message ("%s", kernels[i]->name);
      make_all (kernels[0], rand, one);
      make_all (kernels[i], same, two);
      g_assert_cmpmem (one, sizeof *one, two, sizeof *two);
      g_assert_cmpint (one->packed[7], ==, 26001);
      g_assert_cmpint (one->packed[8], ==, 26001);
      g_assert_cmpint (one->packed[9], ==, -20000);
      for (guint c = 0; c < N_CELLS; c++)
        {
          g_assert_cmpint (one->levels[0][c], >=, one->levels[1][c]);
          g_assert_cmpint (one->levels[1][c], >=, one->levels[2][c]);
          g_assert_true (one->levels[1][c] == DECT_KERNEL_NO_LEVEL
                             ? isnan (one->dbm[c])
                             : one->dbm[c] == (float) one->levels[1][c] / 200.0f);
        }
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/radio/shadow/random", GINT_TO_POINTER (DRAW_ANYWHERE), test_random);
  g_test_add_data_func ("/radio/shadow/random-lattice", GINT_TO_POINTER (DRAW_ON_LATTICE),
                        test_random);
  g_test_add_func ("/radio/shadow/places", test_places);
  g_test_add_func ("/radio/shadow/rasters", test_rasters);
  g_test_add_func ("/radio/shadow/pieces", test_pieces);
  g_test_add_func ("/radio/shadow/many-walls", test_many_walls);
  g_test_add_func ("/radio/shadow/cancelled", test_cancelled);
  g_test_add_func ("/radio/shadow/shapes", test_shapes);
  g_test_add_func ("/radio/shadow/kernels", test_kernels);

  return g_test_run ();
}
