/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What one frame of the plan takes on a large site while a person pans, zooms and drags. Prints a
 * table; asserts nothing about time. "input": following the pointer, with the change of the site
 * that a drag makes; "layout + snapshot": placing the widgets of the canvas and telling GTK what to
 * draw, what the goal is stated for; "whole frame": from the frame clock, with GSK's drawing in
 * software on top, as far as the machine lets it. */

#include "config.h"

#include "bench-site.h"

#include <math.h>
#include <stdlib.h>

#include "canvas/dect-canvas-private.h"
#include "dect-application.h"
#include "dect-window.h"
#include "support/ui-support.h"

#define N_FRAMES 200
#define GOAL_MS 8.0
#define WIDTH 1280
#define HEIGHT 800

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectCanvas *canvas;
  gint64 frame_start;
  GArray *frames; /* double, ms */
} Bench;

typedef void (*BenchMove) (Bench *bench, guint i);

/* --- Moves ------------------------------------------------------------------------------------ */

static void
pan (Bench *bench, guint i)
{
  dect_canvas_stop_fitting (bench->canvas);
  dect_view_transform_pan (&bench->canvas->view, i / 50 % 2 ? -9 : 9, i / 25 % 2 ? -5 : 5);
  dect_canvas_view_changed (bench->canvas);
}

static void
zoom (Bench *bench, guint i)
{
  dect_canvas_stop_fitting (bench->canvas);
  dect_view_transform_zoom_at (&bench->canvas->view, (DectPoint){ 400, 300 },
                               i / 20 % 2 ? 1 / 1.1 : 1.1);
  dect_canvas_view_changed (bench->canvas);
}

static guint32
find_first (Bench *bench, DectKind kind)
{
  GListModel *list = dect_site_list (dect_document_get_site (bench->document), kind);
  const DectField *field = dect_kind_field (kind, "floor");

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);

      if (dect_field_get_ref (field, dect_item_get_record (item)) == bench->canvas->floor)
        return dect_item_get_id (item);
    }
  return 0;
}

static void
drag (Bench *bench, DectKind kind, guint i)
{
  double turn = i * 2 * G_PI / 60;

  if (i == 0)
    {
      bench->canvas->drag_hit = find_first (bench, kind);
      dect_document_select_one (bench->document, bench->canvas->drag_hit);
      bench->canvas->drag = DRAG_MOVE;
      dect_canvas_begin_move (bench->canvas);
    }
  dect_canvas_drag_by (bench->canvas, 3 * sin (turn), 3 - 3 * cos (turn), 0);
  if (i == N_FRAMES - 1)
    {
      bench->canvas->drag = DRAG_NONE;
      dect_canvas_end_move (bench->canvas);
      dect_history_undo (dect_document_get_history (bench->document));
    }
}

static void
drag_rfp (Bench *bench, guint i)
{
  drag (bench, DECT_KIND_RFP, i);
}

static void
drag_wall (Bench *bench, guint i)
{
  drag (bench, DECT_KIND_WALL, i);
}

static void
hover (Bench *bench, guint i)
{
  DectPoint at = { 100 + i % 40 * 15, 100 + i % 27 * 19 };

  dect_canvas_set_hover (bench->canvas, dect_canvas_shape_at (bench->canvas, at));
}

/* --- Measuring -------------------------------------------------------------------------------- */

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
p95 (double *values, guint n)
{
  qsort (values, n, sizeof *values, compare);
  return n > 0 ? values[(guint) ceil (0.95 * n) - 1] : NAN;
}

static double
elapsed_ms (gint64 since)
{
  return (double) (g_get_monotonic_time () - since) / 1000;
}

static void
before_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_start = g_get_monotonic_time ();
}

static void
after_cb (GdkFrameClock *clock, Bench *bench)
{
  double ms = elapsed_ms (bench->frame_start);

  g_array_append_val (bench->frames, ms);
}

static void
draw (Bench *bench)
{
  GtkWidget *widget = GTK_WIDGET (bench->canvas);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (widget)->size_allocate (widget, gtk_widget_get_width (widget),
                                                gtk_widget_get_height (widget), -1);
  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_free_to_node (snapshot);
  g_clear_pointer (&node, gsk_render_node_unref);
}

/* A frame of its own is drawn in between, so that caches stand as they do in use. */
static void
measure (Bench *bench, const char *what, BenchMove move)
{
  double input[N_FRAMES], work[N_FRAMES], input_ms, work_ms;

  g_array_set_size (bench->frames, 0);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      gint64 start = g_get_monotonic_time ();
      guint n_frames = bench->frames->len;

      move (bench, i);
      input[i] = elapsed_ms (start);
      start = g_get_monotonic_time ();
      draw (bench);
      work[i] = elapsed_ms (start);
      start = g_get_monotonic_time ();
      while (bench->frames->len == n_frames && elapsed_ms (start) < 100)
        g_main_context_iteration (NULL, FALSE);
    }
  input_ms = p95 (input, N_FRAMES);
  work_ms = p95 (work, N_FRAMES); /* sorted by that: the last one is the longest */
  g_print ("  %-32s %9.2f ms %9.2f ms %9.2f ms %9.2f ms   goal %g ms\n", what, input_ms, work_ms,
           work[N_FRAMES - 1], p95 ((double *) (gpointer) bench->frames->data, bench->frames->len),
           GOAL_MS);
}

/* --- The sites -------------------------------------------------------------------------------- */

static void
settle (Bench *bench)
{
  gint64 start = g_get_monotonic_time ();

  while ((gtk_widget_get_width (GTK_WIDGET (bench->canvas)) == 0
          || dect_document_is_analysing (bench->document) || elapsed_ms (start) < 2000)
         && elapsed_ms (start) < 60000)
    g_main_context_iteration (NULL, FALSE);
}

/* @only: (nullable): a part of the name of the one move to be measured */
static void
run (const char *title, const BenchSize *size, const char *only)
{
  static const struct
  {
    const char *what;
    BenchMove move;
  } moves[] = { { "pan", pan },
                { "zoom", zoom },
                { "hover", hover },
                { "drag a base station", drag_rfp },
                { "drag a wall", drag_wall } };
  g_autoptr (DectSnapshot) snapshot = bench_site_new (size);
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (snapshot);
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  Bench bench = { .document = dect_document_new_for_site (site), .frames = frames };
  GdkFrameClock *clock;

  bench.window = dect_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (bench.window), WIDTH, HEIGHT);
  dect_window_set_document (bench.window, bench.document);
  bench.canvas = DECT_CANVAS (find_widget (GTK_WIDGET (bench.window), DECT_TYPE_CANVAS));
  gtk_window_present (GTK_WINDOW (bench.window));
  settle (&bench);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_cb), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_cb), &bench);
  g_print ("%-34s %12s %12s %12s %12s\n", title, "input p95", "work p95", "work max", "frame p95");
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    if (only == NULL || strstr (moves[i].what, only) != NULL)
      measure (&bench, moves[i].what, moves[i].move);
  g_signal_handlers_disconnect_by_data (clock, &bench);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.document);
}

int
main (int argc, char **argv)
{
  BenchSize one_floor = bench_site_large;

  gtk_init ();
  adw_init ();
  dect_ui_init ();
  g_print ("The plan, %u frames each; work: layout and snapshot of the canvas\n", N_FRAMES);
  run ("20 floors, 254 RFPs, 20000 walls", &bench_site_large, argc > 1 ? argv[1] : NULL);
  one_floor.n_floors = 1;
  run ("all of them on one floor", &one_floor, argc > 1 ? argv[1] : NULL);
  return 0;
}
