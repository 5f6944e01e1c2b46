/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-print.h"

#include <math.h>

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

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, DectSheets *sheets)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width_mm, height_mm, scale;

  dect_sheets_get_paper (sheets, (guint) page, &width_mm, &height_mm);
  scale = MIN (gtk_print_context_get_width (context) / width_mm,
               gtk_print_context_get_height (context) / height_mm);
  /* Keep the millimetres true for those who measure on the plan. */
  if (fabs (scale - 1) < 0.005 || dect_sheets_is_label (sheets, (guint) page))
    scale = 1;
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  dect_sheets_draw_page (sheets, cr, (guint) page);
  cairo_restore (cr);
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
  g_object_set_data_full (G_OBJECT (operation), "dect-sheets", dect_sheets_ref (sheets),
                          (GDestroyNotify) dect_sheets_unref);
  setup = make_setup (sheets, 0);
  take_settings (operation, setup, title);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_MM);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, !dect_sheets_is_label (sheets, 0));
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), sheets);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (request_page_setup_cb), sheets);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), sheets);
  return operation;
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
