/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-print.h"

#include <math.h>

#include "model/dect-cancel.h"
#include "store/dect-save.h"

/* Paper differs by less than a rounded point. */
#define SAME_MM 1.0

/* --- Order ---------------------------------------------------------------------------------------
 */

DectPrintOrder *
dect_print_order_new (DectAnalysis *analysis)
{
  DectPrintOrder *order;

  g_return_val_if_fail (analysis != NULL, NULL);

  order = g_new0 (DectPrintOrder, 1);
  order->analysis = dect_analysis_ref (analysis);
  order->options.kinds = DECT_SHEET_ALL;
  return order;
}

void
dect_print_order_free (DectPrintOrder *order)
{
  g_return_if_fail (order != NULL);

  dect_analysis_unref (order->analysis);
  g_free (order->language);
  g_free (order->label_sheet);
  g_free (order->installer);
  g_clear_pointer (&order->logo, g_bytes_unref);
  g_clear_pointer (&order->secrets, dect_secrets_free);
  g_free (order);
}

static const DectSheetOptions *
get_options (DectPrintOrder *order, DectProgressFunc progress, gpointer progress_data)
{
  DectSheetOptions *options = &order->options;

  options->language = order->language;
  options->label_sheet = order->label_sheet;
  options->installer = order->installer;
  options->logo = order->logo;
  options->secrets = order->secrets;
  options->progress = progress;
  options->progress_data = progress_data;
  return options;
}

gpointer
dect_print_layout (gpointer data,
                   DectProgressFunc progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  DectPrintOrder *order = data;

  g_return_val_if_fail (order != NULL, NULL);

  return dect_sheets_new (order->analysis->snapshot, order->analysis->links, order->analysis->chain,
                          get_options (order, progress, progress_data), cancellable, error);
}

gboolean
dect_print_save_pdf (DectPrintOrder *order,
                     const char *path,
                     DectProgressFunc progress,
                     gpointer progress_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (order != NULL && path != NULL, FALSE);

  if (!dect_sheets_write_pdf (order->analysis->snapshot, order->analysis->links,
                              order->analysis->chain, get_options (order, progress, progress_data),
                              output, cancellable, error)
      || !g_output_stream_close (output, cancellable, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
  return dect_save_bytes (path, bytes,
                          order->secrets != NULL ? DECT_SAVE_PRIVATE : DECT_SAVE_SHARED, error);
}

/* --- Printer -------------------------------------------------------------------------------------
 */

static char *
settings_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "handover", "printer.ini", NULL);
}

static GtkPaperSize *
make_paper (double width_mm, double height_mm)
{
  static const char *const names[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_LETTER };
  g_autofree char *name = g_strdup_printf ("custom-%.0fx%.0f", width_mm, height_mm);
  g_autofree char *title = g_strdup_printf ("%.0f × %.0f mm", width_mm, height_mm);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkPaperSize *size = gtk_paper_size_new (names[i]);

      if (fabs (gtk_paper_size_get_width (size, GTK_UNIT_MM) - width_mm) < SAME_MM
          && fabs (gtk_paper_size_get_height (size, GTK_UNIT_MM) - height_mm) < SAME_MM)
        return size;
      gtk_paper_size_free (size);
    }

  return gtk_paper_size_new_custom (name, title, width_mm, height_mm, GTK_UNIT_MM);
}

/* Paper is upright; a page across is upright paper turned. */
static GtkPageSetup *
make_setup (DectSheets *sheets, guint page)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  double width_mm, height_mm;
  GtkPaperSize *size;
  gboolean across;

  dect_sheets_get_paper (sheets, page, &width_mm, &height_mm);
  across = !dect_sheets_is_label (sheets, page) && width_mm > height_mm;
  size = across ? make_paper (height_mm, width_mm) : make_paper (width_mm, height_mm);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_page_setup_set_orientation (setup, across ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_MM);
  return setup;
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, DectSheets *sheets)
{
  gtk_print_operation_set_n_pages (operation, (int) dect_sheets_count_pages (sheets));
}

/* The paper the person chose in the printer's dialog is that of all plain pages; labels keep
 * theirs. */
static void
request_page_setup_cb (GtkPrintOperation *operation,
                       GtkPrintContext *context,
                       int page,
                       GtkPageSetup *setup,
                       DectSheets *sheets)
{
  g_autoptr (GtkPageSetup) wanted = NULL;

  if (!dect_sheets_is_label (sheets, (guint) page))
    return;
  wanted = make_setup (sheets, (guint) page);
  gtk_page_setup_set_paper_size (setup, gtk_page_setup_get_paper_size (wanted));
  gtk_page_setup_set_orientation (setup, gtk_page_setup_get_orientation (wanted));
}

/* A page in the making, by a thread: reading its plan images may take long. */
typedef struct
{
  DectSheets *sheets;
  cairo_t *cr;
  guint page;
  double scale;
} Drawing;

/* Kept with the operation. */
typedef struct
{
  GMutex lock;
  GCond changed;
  gboolean drawing; /* a thread is at a page */
  GCancellable *cancellable;
} Stopper;

#define STOPPER "dect-stopper"

static void
stopper_free (gpointer data)
{
  Stopper *stopper = data;

  g_object_unref (stopper->cancellable);
  g_mutex_clear (&stopper->lock);
  g_cond_clear (&stopper->changed);
  g_free (stopper);
}

static Stopper *
stopper_new (void)
{
  Stopper *stopper = g_new0 (Stopper, 1);

  g_mutex_init (&stopper->lock);
  g_cond_init (&stopper->changed);
  stopper->cancellable = g_cancellable_new ();
  return stopper;
}

static Stopper *
get_stopper (gpointer operation)
{
  return g_object_get_data (operation, STOPPER);
}

static void
set_drawing (Stopper *stopper, gboolean drawing)
{
  g_mutex_lock (&stopper->lock);
  stopper->drawing = drawing;
  g_cond_signal (&stopper->changed);
  g_mutex_unlock (&stopper->lock);
}

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  cairo_destroy (drawing->cr);
  dect_sheets_unref (drawing->sheets);
  g_free (drawing);
}

static void
draw_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (DectCancelScope) scope = dect_cancel_enter (cancellable);
  const Drawing *drawing = task_data;

  cairo_save (drawing->cr);
  cairo_scale (drawing->cr, drawing->scale, drawing->scale);
  dect_sheets_draw_page (drawing->sheets, drawing->cr, drawing->page);
  cairo_restore (drawing->cr);
  set_drawing (get_stopper (source), FALSE);
  g_task_return_boolean (task, TRUE);
}

/* A stopped page too: the operation may look only then whether it was stopped. */
static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GtkPrintOperation *operation = GTK_PRINT_OPERATION (source);

  if (!gtk_print_operation_is_finished (operation))
    gtk_print_operation_draw_page_finish (operation);
}

/* Stopped, GTK takes away what is drawn on: first the thread must have let go of it. */
static void
status_changed_cb (GtkPrintOperation *operation)
{
  Stopper *stopper = get_stopper (operation);

  if (!gtk_print_operation_is_finished (operation))
    return;
  g_cancellable_cancel (stopper->cancellable);
  g_mutex_lock (&stopper->lock);
  while (stopper->drawing)
    g_cond_wait (&stopper->changed, &stopper->lock);
  g_mutex_unlock (&stopper->lock);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, DectSheets *sheets)
{
  Drawing *drawing = g_new0 (Drawing, 1);
  Stopper *stopper = get_stopper (operation);
  g_autoptr (GTask) task = g_task_new (operation, stopper->cancellable, drawn_cb, NULL);
  double width_mm, height_mm;

  dect_sheets_get_paper (sheets, (guint) page, &width_mm, &height_mm);
  drawing->sheets = dect_sheets_ref (sheets);
  drawing->cr = cairo_reference (gtk_print_context_get_cairo_context (context));
  drawing->page = (guint) page;
  drawing->scale = MIN (gtk_print_context_get_width (context) / width_mm,
                        gtk_print_context_get_height (context) / height_mm);
  /* Keep the millimetres true for those who measure on the plan. */
  if (fabs (drawing->scale - 1) < 0.005 || dect_sheets_is_label (sheets, (guint) page))
    drawing->scale = 1;
  g_task_set_source_tag (task, draw_page_cb);
  g_task_set_task_data (task, drawing, drawing_free);
  set_drawing (stopper, TRUE);
  gtk_print_operation_set_defer_drawing (operation);
  g_task_run_in_thread (task, draw_thread);
}

static void
take_settings (GtkPrintOperation *operation, GtkPageSetup *setup, const char *title)
{
  g_autofree char *path = settings_path ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new_from_file (path, NULL);

  if (settings == NULL)
    settings = gtk_print_settings_new ();
  /* The pages come first: they are laid out for this paper. */
  gtk_print_settings_set_paper_size (settings, gtk_page_setup_get_paper_size (setup));
  gtk_print_settings_set_orientation (settings, gtk_page_setup_get_orientation (setup));
  gtk_print_settings_unset (settings, GTK_PRINT_SETTINGS_OUTPUT_URI);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, title);
  gtk_print_settings_unset (settings, GTK_PRINT_SETTINGS_PAGE_RANGES);
  gtk_print_settings_set_print_pages (settings, GTK_PRINT_PAGES_ALL);
  gtk_print_operation_set_print_settings (operation, settings);
}

GtkPrintOperation *
dect_print_operation_new (DectSheets *sheets, const char *title)
{
  GtkPrintOperation *operation;
  g_autoptr (GtkPageSetup) setup = NULL;

  g_return_val_if_fail (sheets != NULL, NULL);

  operation = gtk_print_operation_new ();
  g_object_set_data_full (G_OBJECT (operation), STOPPER, stopper_new (), stopper_free);
  g_object_set_data_full (G_OBJECT (operation), "dect-sheets", dect_sheets_ref (sheets),
                          (GDestroyNotify) dect_sheets_unref);
  setup = make_setup (sheets, 0);
  take_settings (operation, setup, title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_MM);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, !dect_sheets_is_label (sheets, 0));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), sheets);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (request_page_setup_cb), sheets);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), sheets);
  g_signal_connect (operation, "status-changed", G_CALLBACK (status_changed_cb), NULL);
  return operation;
}

void
dect_print_operation_stop (GtkPrintOperation *operation)
{
  g_return_if_fail (GTK_IS_PRINT_OPERATION (operation));

  gtk_print_operation_cancel (operation);
  g_cancellable_cancel (get_stopper (operation)->cancellable);
}

void
dect_print_keep_settings (GtkPrintOperation *operation)
{
  GtkPrintSettings *settings = gtk_print_operation_get_print_settings (operation);
  g_autofree char *path = settings_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (settings == NULL || g_mkdir_with_parents (folder, 0700) != 0)
    return;
  if (!gtk_print_settings_to_file (settings, path, &error))
    g_info ("printer settings are not kept: %s", error->message);
}
