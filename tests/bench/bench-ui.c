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
#include <time.h>

#include "canvas/dect-canvas-private.h"
#include "dect-application.h"
#include "dect-window.h"
#include "support/ui-support.h"

#define N_FRAMES 200
#define N_ROUNDS 4
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

/* All base stations of the floor together. */
static void
drag_all_rfps (Bench *bench, guint i)
{
  double turn = i * 2 * G_PI / 60;

  if (i == 0)
    {
      g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
      GHashTableIter iter;
      gpointer id;

      g_hash_table_iter_init (&iter, bench->canvas->markers);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        {
          guint32 number = GPOINTER_TO_UINT (id);

          g_array_append_val (ids, number);
        }
      dect_document_select (bench->document, (const guint32 *) (gpointer) ids->data, ids->len);
      bench->canvas->drag_hit = g_array_index (ids, guint32, 0);
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

/* A rubber band that grows over the whole floor. */
static void
band (Bench *bench, guint i)
{
  double share = (double) (i + 1) / N_FRAMES;

  bench->canvas->drag = DRAG_BAND;
  bench->canvas->drag_moved = TRUE;
  bench->canvas->drag_start = (DectPoint){ 0, 0 };
  bench->canvas->drag_now = (DectPoint){ WIDTH * share, HEIGHT * share };
  dect_canvas_update_band (bench->canvas);
  if (i == N_FRAMES - 1)
    {
      bench->canvas->drag = DRAG_NONE;
      dect_document_select (bench->document, NULL, 0);
    }
}

/* --- Commands ------------------------------------------------------------------------------------
 */

static void
fit (Bench *bench, guint i)
{
  dect_canvas_fit (bench->canvas);
}

static void
zoom_out (Bench *bench, guint i)
{
  dect_canvas_zoom_by (bench->canvas, 1e-3);
}

static void
select_all (Bench *bench, guint i)
{
  dect_canvas_select_all (bench->canvas);
}

static void
delete_all (Bench *bench, guint i)
{
  dect_canvas_delete (bench->canvas);
}

static void
undo (Bench *bench, guint i)
{
  dect_history_undo (dect_document_get_history (bench->document));
}

static void
select_none (Bench *bench, guint i)
{
  dect_document_select (bench->document, NULL, 0);
}

static void
switch_floor (Bench *bench, guint i)
{
  GListModel *floors = dect_site_list (dect_document_get_site (bench->document), DECT_KIND_FLOOR);
  g_autoptr (DectItem) item = g_list_model_get_item (floors, i % g_list_model_get_n_items (floors));

  dect_document_set_floor (bench->document, dect_item_get_id (item));
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

/* What this thread worked: other programs on the machine do not count. */
static double
own_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
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
      double before = own_ms ();
      guint n_frames = bench->frames->len;
      gint64 start;

      move (bench, i);
      input[i] = own_ms () - before;
      before = own_ms ();
      draw (bench);
      work[i] = own_ms () - before;
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

/* Commands in their order, each a few times over: what the main thread works until all that follows
 * from it at once is done. The slowest counts: nothing may hold the window longer than 100 ms. */
static void
measure_commands (Bench *bench)
{
  static const struct
  {
    const char *what;
    BenchMove run;
  } commands[] = {
    { "zoom out", zoom_out },
    { "zoom to fit", fit },
    { "select all", select_all },
    { "delete all", delete_all },
    { "undo that", undo },
    { "select nothing", select_none },
    { "switch the floor", switch_floor },
  };
  double worst[G_N_ELEMENTS (commands)][2] = { 0 };

  for (guint round = 1; round <= N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
      {
        double start = own_ms ();

        commands[i].run (bench, round);
        worst[i][0] = MAX (worst[i][0], own_ms () - start);
        start = own_ms ();
        for (guint turn = 0; turn < 20; turn++)
          g_main_context_iteration (NULL, FALSE);
        draw (bench);
        worst[i][1] = MAX (worst[i][1], own_ms () - start);
      }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-32s %9.2f ms %9.2f ms %24s   goal 100 ms\n", commands[i].what, worst[i][0],
             worst[i][1], "");
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
                { "drag a wall", drag_wall },
                { "drag all base stations", drag_all_rfps },
                { "rubber band", band } };
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
  if (only == NULL || g_str_equal (only, "commands"))
    {
      g_print ("%-34s %12s %12s\n", "commands, of the main thread", "at once", "then, frame");
      measure_commands (&bench);
    }
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
