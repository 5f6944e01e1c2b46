/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-report-dialog.h"
#include "dect-window-private.h"
#include "model/dect-compare.h"
#include "store/dect-found.h"
#include "store/dect-salvage.h"
#include "store/dect-save.h"
#include "store/dect-store.h"

/* --- Where it is shown ----------------------------------------------------------------------- */

/* In this window where nothing of worth stands in it, else in a new one. */
static void
show_document (DectWindow *self, DectDocument *document)
{
  DectWindow *window = self;

  if (self->document != NULL && dect_document_get_modified (self->document))
    {
      window = dect_window_new (gtk_window_get_application (GTK_WINDOW (self)));
      gtk_window_present (GTK_WINDOW (window));
    }
  dect_window_say (window, NULL);
  dect_window_set_document (window, document);
}

/* --- What a crash left ----------------------------------------------------------------------- */

typedef struct
{
  DectWindow *window;
  GPtrArray *list; /* DectFound; the first is asked about */
} Offer;

static void
offer_free (gpointer data)
{
  Offer *offer = data;

  g_object_unref (offer->window);
  g_ptr_array_unref (offer->list);
  g_free (offer);
}

static void offer_next (DectWindow *window, GPtrArray *list);

/* Whether saving the draft into its file can take nothing from anybody: a file that cannot be read,
 * too, may be of worth. */
static gboolean
is_for_its_file (const DectFound *found)
{
  return found->state == DECT_FOUND_NEWER
         || (found->state == DECT_FOUND_GONE
             && !g_file_query_exists (dect_recovery_get_file (found->draft), NULL));
}

static void
recover (DectWindow *self, DectFound *found)
{
  g_autoptr (DectSite) site = dect_site_new_from_snapshot (found->site);
  g_autoptr (DectDocument) document = NULL;
  g_autoptr (GFile) file
      = is_for_its_file (found) ? g_object_ref (dect_recovery_get_file (found->draft)) : NULL;
  DectWindow *other = file != NULL
                          ? dect_window_find (gtk_window_get_application (GTK_WINDOW (self)), file)
                          : NULL;

  /* A second window of one file would be refused its saving. */
  if (other != NULL && other != self)
    g_clear_object (&file);
  document = dect_document_new_for_draft (site, file, g_steal_pointer (&found->draft));
  show_document (self, document);
}

static void
offer_answer_cb (const char *answer, gpointer user_data)
{
  Offer *offer = user_data;
  DectFound *found = offer->list->pdata[0];

  if (g_str_equal (answer, "recover"))
    recover (offer->window, found);
  else if (g_str_equal (answer, "discard"))
    dect_recovery_remove (found->draft);
  g_ptr_array_remove_index (offer->list, 0);
  offer_next (offer->window, offer->list);
}

static char *
describe (const DectFound *found)
{
  const char *title = dect_recovery_get_title (found->draft);
  GFile *file = dect_recovery_get_file (found->draft);
  g_autofree char *name = file != NULL ? g_file_get_parse_name (file) : NULL;
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_local (dect_recovery_get_written (found->draft));
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%x %H:%M") : g_strdup ("?");
  g_autofree char *first
      = g_strdup_printf (_("Handover did not end in good order on %s. “%s” was not saved then."),
                         when, title != NULL ? title : _("Untitled site"));

  switch (found->state)
    {
    case DECT_FOUND_NEVER_SAVED:
      return g_strdup_printf (_("%s It has no file yet."), first);
    case DECT_FOUND_APART:
      return g_strdup_printf (
          _("%s Its file %s was written after that. What you recover is a copy, "
             "which asks for a name when it is saved, so that both stay."),
          first, name);
    case DECT_FOUND_GONE:
      return g_strdup_printf (_("%s Its file %s is not there any more, or cannot be read."), first,
                              name);
    case DECT_FOUND_NEWER:
    default:
      return g_strdup_printf (
          _("%s This is what is newer than its file %s; the file stays as it is "
             "until you save."),
          first, name);
    }
}

static void
offer_next (DectWindow *window, GPtrArray *list)
{
  const DectReportAnswer answers[] = { { "later", _("_Later"), ADW_RESPONSE_DEFAULT },
                                       { "discard", _("_Discard"), ADW_RESPONSE_DESTRUCTIVE },
                                       { "recover", _("_Recover"), ADW_RESPONSE_SUGGESTED },
                                       { NULL } };
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *body = NULL;
  DectFound *found;
  Offer *offer;

  if (list->len == 0)
    return;
  found = list->pdata[0];
  rows = found->differences != NULL ? dect_report_for_comparisons (found->differences)
                                    : dect_report_new ();
  body = describe (found);
  offer = g_new0 (Offer, 1);
  offer->window = g_object_ref (window);
  offer->list = g_ptr_array_ref (list);
  dect_dialog_report (GTK_WINDOW (window), _("Recover unsaved changes?"), body, rows, answers,
                      offer_answer_cb, offer, offer_free);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectWindow) self = user_data;
  g_autoptr (GPtrArray) list = dect_found_list_finish (result, NULL);

  /* Closed meanwhile: they are found the next time. */
  if (list != NULL && self->stack != NULL)
    offer_next (self, list);
}

void
dect_window_offer_drafts (DectWindow *self, GFile *file)
{
  g_return_if_fail (DECT_IS_WINDOW (self));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  dect_found_list_async (file, NULL, found_cb, g_object_ref (self));
}

/* --- What is left of a damaged file ---------------------------------------------------------- */

typedef struct
{
  DectWindow *window;
  GFile *file;
  DectSalvage *salvage; /* NULL: nothing is left */
  DectSnapshot *backup; /* NULL: there is none, or it cannot be read either */
  char *reason;
} Damage;

static void
damage_free (gpointer data)
{
  Damage *damage = data;

  g_object_unref (damage->window);
  g_object_unref (damage->file);
  dect_salvage_free (damage->salvage);
  g_clear_pointer (&damage->backup, dect_snapshot_unref);
  g_free (damage->reason);
  g_free (damage);
}

static void
damage_answer_cb (const char *answer, gpointer user_data)
{
  Damage *damage = user_data;
  DectSnapshot *snapshot = NULL;
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectDocument) document = NULL;

  if (g_str_equal (answer, "backup"))
    snapshot = damage->backup;
  else if (g_str_equal (answer, "rest"))
    snapshot = damage->salvage->site;
  if (snapshot == NULL)
    return;
  site = dect_site_new_from_snapshot (snapshot);
  document = dect_document_new_unsaved (site);
  show_document (damage->window, document);
}

/* @damage: (transfer full) */
static void
offer_rest (Damage *damage)
{
  DectReportAnswer answers[4] = { { "close", _("_Close"), ADW_RESPONSE_DEFAULT } };
  g_autoptr (GPtrArray) rows = dect_report_new ();
  g_autofree char *body = NULL;
  guint n = 1;

  if (damage->backup != NULL)
    answers[n++]
        = (DectReportAnswer){ "backup", _("Open the _version before"), ADW_RESPONSE_DEFAULT };
  if (damage->salvage != NULL)
    answers[n++] = (DectReportAnswer){ "rest", _("_Open what is left"), ADW_RESPONSE_SUGGESTED };
  for (guint i = 0; damage->salvage != NULL && i < damage->salvage->lost->len; i++)
    dect_report_add (rows, damage->salvage->lost->pdata[i], NULL);
  body
      = g_strdup_printf (_("%s\n\nThe file itself stays as it is; what is opened is a copy, which "
                            "asks for a name when it is saved."),
                         damage->reason);
  /* The reason names the file, whose name may be longer than a heading has room for. */
  dect_dialog_report (GTK_WINDOW (damage->window), _("The file is damaged"), body, rows, answers,
                      damage_answer_cb, damage, damage_free);
}

static void
salvage_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Damage *damage = data;
  g_autofree char *path = g_file_get_path (damage->file);
  g_autofree char *backup = path != NULL ? dect_save_dup_backup_path (path) : NULL;
  g_autoptr (GFile) before = backup != NULL ? g_file_new_for_path (backup) : NULL;

  damage->salvage = dect_salvage_load (damage->file, cancellable, NULL);
  if (before != NULL)
    damage->backup = dect_store_load (before, cancellable, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
salvage_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Damage *damage = user_data;

  if (damage->window->stack != NULL && (damage->salvage != NULL || damage->backup != NULL))
    offer_rest (damage);
  else
    damage_free (damage);
}

/* Of these there is nothing to be had. */
static gboolean
is_hopeless (const GError *error)
{
  return error->domain != DECT_STORE_ERROR || error->code == DECT_STORE_ERROR_NEWER
         || error->code == DECT_STORE_ERROR_FILE_SIZE;
}

void
dect_window_offer_repair (DectWindow *self, GFile *file, const GError *error)
{
  g_autoptr (GTask) task = NULL;
  Damage *damage;

  g_return_if_fail (DECT_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (is_hopeless (error))
    return;
  damage = g_new0 (Damage, 1);
  damage->window = g_object_ref (self);
  damage->file = g_object_ref (file);
  damage->reason = g_strdup (error->message);
  task = g_task_new (NULL, NULL, salvage_cb, damage);
  g_task_set_source_tag (task, dect_window_offer_repair);
  g_task_set_task_data (task, damage, NULL);
  g_task_run_in_thread (task, salvage_thread);
}

/* --- What another program has made of the file ----------------------------------------------- */

static void
ignore_answer (const char *answer, gpointer user_data)
{
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const DectReportAnswer answers[] = { { "close", _("_Close"), ADW_RESPONSE_DEFAULT }, { NULL } };
  g_autoptr (DectWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSnapshot) there = dect_store_load_finish (result, NULL, &error);
  g_autoptr (DectSnapshot) here = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (self->document == NULL)
    return;
  if (there == NULL)
    {
      dect_window_say (self, error->message);
      return;
    }
  here = dect_site_snapshot (dect_document_get_site (self->document));
  differences = dect_compare (there, here);
  rows = dect_report_for_comparisons (differences);
  dect_dialog_report (
      GTK_WINDOW (self), _("What differs"),
      differences->len > 0
          ? _("From the file on the disk to what is in this window. Save as keeps both.")
          : _("Nothing: the file on the disk and what is in this window are the same site."),
      rows, answers, ignore_answer, NULL, NULL);
}

void
dect_window_compare (DectWindow *self)
{
  g_return_if_fail (DECT_IS_WINDOW (self));

  if (self->document != NULL && dect_document_get_file (self->document) != NULL)
    dect_store_load_async (dect_document_get_file (self->document), NULL, compared_cb,
                           g_object_ref (self));
}
