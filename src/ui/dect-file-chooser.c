/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-file-chooser.h"

#include <glib/gi18n.h>

typedef struct
{
  DectFileFunc callback;
  GWeakRef owner;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_weak_ref_clear (&choice->owner);
  g_free (choice);
}

static void
response_cb (GtkNativeDialog *dialog, gint response, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GObject) owner = g_weak_ref_get (&choice->owner);

  if (response == GTK_RESPONSE_ACCEPT && owner != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (file != NULL)
        choice->callback (file, owner);
    }
  /* A native dialog lives as long as we hold it. */
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
add_filters (GtkFileChooser *chooser, DectFileKind kind)
{
  static const char *const site[] = { "handover", NULL };
  static const char *const plan[] = { "png", "jpg", "jpeg", "svg", "pdf", NULL };
  static const char *const photo[] = { "jpg", "jpeg", "png", NULL };
  static const char *const csv[] = { "csv", "txt", NULL };
  static const char *const omm[] = { "txt", "csv", NULL };
  static const char *const pdf[] = { "pdf", NULL };

  switch (kind)
    {
    case DECT_FILE_SITE:
      add_filter (chooser, _("Handover sites"), site);
      break;
    case DECT_FILE_PLAN:
      add_filter (chooser, _("Plan images (PNG, JPEG, SVG, PDF)"), plan);
      break;
    case DECT_FILE_PHOTO:
      add_filter (chooser, _("Photos (JPEG, PNG)"), photo);
      break;
    case DECT_FILE_CSV:
      add_filter (chooser, _("Tables (CSV)"), csv);
      break;
    case DECT_FILE_OMM:
      add_filter (chooser, _("OMM import files"), omm);
      break;
    case DECT_FILE_PDF:
      add_filter (chooser, _("PDF documents"), pdf);
      break;
    case DECT_FILE_ANY:
    default:
      break;
    }
  add_filter (chooser, _("All files"), NULL);
}

static GtkFileChooser *
chooser_new (GtkWindow *parent,
             const char *title,
             GtkFileChooserAction action,
             const char *accept,
             DectFileFunc callback,
             GObject *owner)
{
  GtkFileChooserNative *native
      = gtk_file_chooser_native_new (title, parent, action, accept, _("_Cancel"));
  Choice *choice = g_new0 (Choice, 1);

  choice->callback = callback;
  g_weak_ref_init (&choice->owner, owner);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (native), TRUE);
  g_signal_connect_data (native, "response", G_CALLBACK (response_cb), choice, choice_free, 0);
  return GTK_FILE_CHOOSER (native);
}

void
dect_file_chooser_open (
    GtkWindow *parent, const char *title, DectFileKind kind, DectFileFunc callback, GObject *owner)
{
  GtkFileChooser *chooser;

  g_return_if_fail (callback != NULL && G_IS_OBJECT (owner));

  chooser = chooser_new (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), callback, owner);
  add_filters (chooser, kind);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
dect_file_chooser_save (GtkWindow *parent,
                        const char *title,
                        DectFileKind kind,
                        const char *name,
                        DectFileFunc callback,
                        GObject *owner)
{
  GtkFileChooser *chooser;

  g_return_if_fail (callback != NULL && G_IS_OBJECT (owner));

  chooser = chooser_new (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), callback, owner);
  add_filters (chooser, kind);
  if (name != NULL)
    gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
dect_file_chooser_folder (GtkWindow *parent,
                          const char *title,
                          DectFileFunc callback,
                          GObject *owner)
{
  GtkFileChooser *chooser;

  g_return_if_fail (callback != NULL && G_IS_OBJECT (owner));

  chooser = chooser_new (parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Select"),
                         callback, owner);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
