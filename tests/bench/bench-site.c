/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-site.h"

#include "model/dect-ipei.h"

#include <cairo.h>
#include <math.h>

const BenchSize bench_site_large = {
  .n_floors = 20,
  .n_walls = 20000,
  .n_rfps = 254,
  .n_handsets = 2000,
  .image_bytes = 500000,
};

/* Numerical Recipes' quick generator: enough for drawing lots. */
static guint32
draw (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8; /* the low bits are poor */
}

static double
draw_between (guint32 *state, double low, double high)
{
  return low + (high - low) * draw (state) / (double) (1 << 24);
}

static cairo_status_t
append_cb (void *array, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (array, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Noise does not pack, so three bytes a pixel stay three bytes. */
static GBytes *
noise_png (gsize n_bytes, guint32 state)
{
  GByteArray *bytes = g_byte_array_new ();
  int side = (int) ceil (sqrt ((double) n_bytes / 3));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *pixels = cairo_image_surface_get_data (surface);

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side * 4; x++)
      pixels[y * stride + x] = (guint8) (draw (&state) >> 16);
  cairo_surface_mark_dirty (surface);
  cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
add_plan (DectSnapshotBuilder *builder, DectFloor *floor, gsize n_bytes)
{
  g_autoptr (GBytes) image = noise_png (n_bytes, (guint32) floor->level + 1);
  g_autofree char *name = g_strdup_printf ("plans/%016x.png", (guint) floor->level);

  dect_snapshot_builder_add_blob (builder, name, image);
  dect_set_str (&floor->plan, name);
  floor->plan_scale_m = BENCH_WIDTH_M / ceil (sqrt ((double) n_bytes / 3));
}

static void
add_walls (DectSnapshotBuilder *builder, guint32 floor, guint n, guint32 *state)
{
  static const char *const materials[] = { "plasterboard", "brick-10", "brick-24", "glass" };

  for (guint i = 0; i < n; i++)
    {
      DectWall *wall = dect_wall_new ();
      double length_m = draw_between (state, 2, 8);
      gboolean along = draw (state) & 1;

      wall->floor = floor;
      wall->x1_m = wall->x2_m = draw_between (state, 0, BENCH_WIDTH_M - 8);
      wall->y1_m = wall->y2_m = draw_between (state, 0, BENCH_DEPTH_M - 8);
      *(along ? &wall->x2_m : &wall->y2_m) += length_m;
      dect_set_str (&wall->material, materials[draw (state) % G_N_ELEMENTS (materials)]);
      dect_snapshot_builder_add (builder, DECT_RECORD (wall));
    }
}

/* In a grid that is shifted a little from floor to floor, as an installer would. */
static void
add_rfps (DectSnapshotBuilder *builder, guint32 floor, guint first, guint n, guint32 *state)
{
  guint columns = (guint) ceil (sqrt (n * BENCH_WIDTH_M / BENCH_DEPTH_M));
  guint rows = (n + columns - 1) / MAX (columns, 1);

  for (guint i = 0; i < n; i++)
    {
      DectRfp *rfp = dect_rfp_new ();
      guint number = first + i + 1;

      rfp->floor = floor;
      rfp->number = (gint) number;
      rfp->name = g_strdup_printf ("RFP %u", number);
      rfp->mac = g_strdup_printf ("00:30:42:10:%02X:%02X", number >> 8, number & 0xff);
      rfp->target_ip = g_strdup_printf ("10.20.%u.%u", number / 250, number % 250 + 1);
      dect_set_str (&rfp->model, "45");
      rfp->role = number == 1   ? DECT_ROLE_MASTER
                  : number == 2 ? DECT_ROLE_FAILOVER
                                : DECT_ROLE_NORMAL;
      rfp->preferred_sync = number == 1;
      rfp->x_m = BENCH_WIDTH_M * (i % columns + 0.5) / columns + draw_between (state, -2, 2);
      rfp->y_m = BENCH_DEPTH_M * (i / columns + 0.5) / rows + draw_between (state, -2, 2);
      dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
}

static void
add_handsets (DectSnapshotBuilder *builder, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      DectHandset *handset = dect_handset_new ();

      handset->number = g_strdup_printf ("%u", 4000 + i);
      handset->name = g_strdup_printf ("Handset %u", i + 1);
      handset->ipei = dect_ipei_to_string (&(DectIpei){ 77, i + 1 });
      dect_snapshot_builder_add (builder, DECT_RECORD (handset));
    }
}

DectSnapshot *
bench_site_new (const BenchSize *size)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  DectSiteInfo *info = dect_site_info_new ();
  DectBuilding *building = dect_building_new ();
  guint32 state = 1, house;

  dect_set_str (&info->name, "Large site");
  dect_set_str (&info->netmask, "255.255.0.0");
  dect_snapshot_builder_add (builder, DECT_RECORD (info));
  dect_set_str (&building->name, "Tower");
  house = dect_snapshot_builder_add (builder, DECT_RECORD (building));
  for (guint i = 0; i < size->n_floors; i++)
    {
      DectFloor *floor = dect_floor_new ();
      guint first = size->n_rfps * i / size->n_floors;
      guint n_rfps = size->n_rfps * (i + 1) / size->n_floors - first;
      guint n_walls = size->n_walls * (i + 1) / size->n_floors - size->n_walls * i / size->n_floors;
      guint32 id;

      floor->building = house;
      floor->level = (gint) i;
      floor->name = g_strdup_printf ("Floor %u", i);
      if (size->image_bytes > 0)
        add_plan (builder, floor, size->image_bytes);
      id = dect_snapshot_builder_add (builder, DECT_RECORD (floor));
      add_walls (builder, id, n_walls, &state);
      add_rfps (builder, id, first, n_rfps, &state);
    }
  add_handsets (builder, size->n_handsets);
  dect_snapshot_builder_set_changed (builder, 1735689600);
  return dect_snapshot_builder_end (builder);
}
