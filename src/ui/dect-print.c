/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-print.h"

#include "dect-settings.h"
#include "model/dect-locale.h"
#include "sheet/dect-sheet.h"
#include "store/dect-save.h"

/* Letter is 5.9 mm wider than A4. */
#define LETTER_FROM_MM 213.0

typedef struct
{
  DectAnalysis *analysis;
  GCancellable *cancellable;
  DectSheets *sheets;
  GError *error;
  gboolean ready;
  char *language;
} Print;

typedef struct
{
  DectAnalysis *analysis;
  DectSheetOptions options;
  char *path;
  char *language;
} Job;

static void
job_free (Job *job)
{
  dect_analysis_unref (job->analysis);
  g_free (job->path);
  g_free (job->language);
  g_free (job);
}

static Job *
job_new (DectAnalysis *analysis, const char *path)
{
  Job *job = g_new0 (Job, 1);

  job->analysis = dect_analysis_ref (analysis);
  job->options.kinds = DECT_SHEET_ALL;
  job->path = g_strdup (path);
  job->language = dect_settings_dup_print_language ();
  return job;
}

/* --- Printing ------------------------------------------------------------------------------------ */

static void
print_free (gpointer data)
{
  Print *print = data;

  g_cancellable_cancel (print->cancellable);
  g_object_unref (print->cancellable);
  dect_analysis_unref (print->analysis);
  g_clear_pointer (&print->sheets, dect_sheets_unref);
  g_clear_error (&print->error);
  g_free (print->language);
  g_free (print);
}

static Print *
print_of (GtkPrintOperation *operation)
{
  return g_object_get_data (G_OBJECT (operation), "dect-print");
}

static void
layout_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (DectLocaleScope) scope = dect_locale_enter (job->language);
  DectSheets *sheets = dect_sheets_new (job->analysis->snapshot, job->analysis->links,
                                        job->analysis->chain, &job->options, cancellable, &error);

  if (sheets != NULL)
    g_task_return_pointer (task, sheets, (GDestroyNotify) dect_sheets_unref);
  else
    g_task_return_error (task, error);
}

static void
laid_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Print *print = print_of (GTK_PRINT_OPERATION (source));

  print->sheets = g_task_propagate_pointer (G_TASK (result), &print->error);
  print->ready = TRUE;
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context)
{
  Print *print = print_of (operation);
  GtkPageSetup *setup = gtk_print_context_get_page_setup (context);
  gdouble width_mm = gtk_page_setup_get_paper_width (setup, GTK_UNIT_MM);
  gdouble height_mm = gtk_page_setup_get_paper_height (setup, GTK_UNIT_MM);
  g_autoptr (GTask) task = g_task_new (operation, print->cancellable, laid_out_cb, NULL);
  Job *job = job_new (print->analysis, NULL);

  job->options.landscape = width_mm > height_mm;
  job->options.paper
      = MIN (width_mm, height_mm) > LETTER_FROM_MM ? DECT_PAPER_LETTER : DECT_PAPER_A4;
  g_task_set_source_tag (task, begin_print_cb);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, layout_thread);
}

/* GTK asks again and again, from its main loop, until the pages are there. */
static gboolean
paginate_cb (GtkPrintOperation *operation, GtkPrintContext *context)
{
  Print *print = print_of (operation);

  if (!print->ready)
    return FALSE;
  if (print->sheets == NULL)
    {
      gtk_print_operation_set_n_pages (operation, 1);
      gtk_print_operation_cancel (operation);
      return TRUE;
    }
  gtk_print_operation_set_n_pages (operation, (gint) dect_sheets_count_pages (print->sheets));
  return TRUE;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, gint page)
{
  Print *print = print_of (operation);
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (DectLocaleScope) scope = NULL;
  double width_mm, height_mm, scale;

  if (print->sheets == NULL)
    return;
  dect_sheets_get_paper (print->sheets, (guint) page, &width_mm, &height_mm);
  scale = MIN (gtk_print_context_get_width (context) / width_mm,
               gtk_print_context_get_height (context) / height_mm);
  /* The paper differs by less than a rounded point: keep the millimetres true for those who measure
   * on the plan. */
  if (fabs (scale - 1) < 0.005)
    scale = 1;
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  scope = dect_locale_enter (print->language);
  dect_sheets_draw_page (print->sheets, cr, (guint) page);
  cairo_restore (cr);
}

GtkPrintOperation *
dect_print_operation_new (DectAnalysis *analysis, const char *title)
{
  GtkPrintOperation *operation;
  Print *print;

  g_return_val_if_fail (analysis != NULL, NULL);

  operation = gtk_print_operation_new ();
  print = g_new0 (Print, 1);
  print->analysis = dect_analysis_ref (analysis);
  print->cancellable = g_cancellable_new ();
  print->language = dect_settings_dup_print_language ();
  g_object_set_data_full (G_OBJECT (operation), "dect-print", print, print_free);
  gtk_print_operation_set_job_name (operation, title);
  gtk_print_operation_set_unit (operation, GTK_UNIT_MM);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), NULL);
  g_signal_connect (operation, "paginate", G_CALLBACK (paginate_cb), NULL);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), NULL);
  return operation;
}

/* --- PDF ----------------------------------------------------------------------------------------- */

static void
pdf_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  g_autoptr (DectLocaleScope) scope = dect_locale_enter (job->language);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  if (!dect_sheets_write_pdf (job->analysis->snapshot, job->analysis->links, job->analysis->chain,
                              &job->options, output, cancellable, &error)
      || !g_output_stream_close (output, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
  if (dect_save_bytes (job->path, bytes, DECT_SAVE_SHARED, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
dect_print_save_pdf_async (DectAnalysis *analysis,
                           const char *path,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (analysis != NULL);
  g_return_if_fail (path != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, dect_print_save_pdf_async);
  g_task_set_task_data (task, job_new (analysis, path), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, pdf_thread);
}

gboolean
dect_print_save_pdf_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
