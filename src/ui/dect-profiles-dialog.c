/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-profiles-dialog.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialog-title.h"
#include "dect-dialogs.h"
#include "dect-document-secrets.h"
#include "dect-note.h"
#include "store/dect-keyring.h"

/* A profile being edited: kept until it is saved or the window goes. */
typedef struct
{
  GKeyFile *file;
  char *password;
  gboolean is_new;
  gboolean touched; /* one that nobody typed into is not missed */
} Draft;

struct _DectProfilesDialog
{
  AdwWindow parent_instance;
  DectDialogTitle *title;
  GtkWidget *new_button;
  GtkWidget *back_button;
  GtkWidget *save_button;
  GtkWidget *duplicate_button;
  AdwToastOverlay *toasts;
  GtkScrolledWindow *scroller;
  GtkStack *stack;
  AdwPreferencesGroup *own;
  AdwPreferencesGroup *shipped;
  DectNote *note;
  DectProfileEditor *editor;

  DectDocument *document;
  GCancellable *cancellable;
  GPtrArray *rows;    /* in the groups of the list */
  GHashTable *drafts; /* id as it was opened -> Draft */
  char *id;           /* of what is in the editor, as it was opened */
  gboolean editable;
  char *deleted; /* text of the profile that Undo brings back */
};

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectProfilesDialog, dect_profiles_dialog, ADW_TYPE_WINDOW)

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_key_file_unref (draft->file);
  dect_secrets_wipe (draft->password);
  g_free (draft);
}

char *
dect_profile_dup_secret_key (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  return g_strconcat (DECT_SECRETS_PBX_PASSWORD, "@", id, NULL);
}

static DectSecrets *
secrets_of (DectProfilesDialog *self)
{
  return dect_document_secrets (self->document);
}

static const char *
get_password (DectProfilesDialog *self, const char *id)
{
  g_autofree char *key = dect_profile_dup_secret_key (id);

  return dect_secrets_get (secrets_of (self), DECT_SECRETS_SITE, key);
}

/* --- The list ------------------------------------------------------------------------------------ */

static GtkWidget *
button_new (const char *icon, const char *tooltip, const char *action, const char *id)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  return button;
}

static char *
dup_subtitle (DectPbxProfile *profile, gboolean unsaved)
{
  const char *what = *profile->base_url != '\0' ? profile->base_url : _("no address yet");

  if (unsaved)
    return g_markup_printf_escaped (_("not saved yet · %s"), what);
  return g_markup_printf_escaped (profile->sync == DECT_PBX_SYNC_NONE ? _("%s · read only") : "%s",
                                  what);
}

static void
add_row (
    DectProfilesDialog *self, const char *id, const char *name, const char *subtitle, gboolean own)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = g_markup_escape_text (name, -1);
  g_autofree char *duplicate = g_strdup_printf (_("Duplicate “%s”"), name);
  g_autofree char *remove = g_strdup_printf (_("Delete “%s”"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button_new ("edit-copy-symbolic", duplicate,
                                                               "profiles.duplicate-one", id));
  if (own)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               button_new ("user-trash-symbolic", remove, "profiles.delete", id));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "profiles.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (own ? self->own : self->shipped, row);
}

static void
add_profile (DectProfilesDialog *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load (id, &error);
  gboolean own = dect_pbx_profile_is_own (id);
  g_autofree char *subtitle = NULL;

  if (profile != NULL)
    subtitle = dup_subtitle (profile, g_hash_table_contains (self->drafts, id));
  else
    subtitle = g_markup_escape_text (error->message, -1);
  add_row (self, id, profile != NULL ? dect_pbx_profile_get_label (profile) : id, subtitle, own);
}

static void
add_new_drafts (DectProfilesDialog *self)
{
  GHashTableIter iter;
  gpointer id, draft;

  g_hash_table_iter_init (&iter, self->drafts);
  while (g_hash_table_iter_next (&iter, &id, &draft))
    if (((Draft *) draft)->is_new)
      {
        g_autofree char *name
            = g_key_file_get_string (((Draft *) draft)->file, "profile", "title", NULL);

        add_row (self, id, name != NULL && *name != '\0' ? name : id, _("not saved yet"), TRUE);
      }
}

static void
fill_list (DectProfilesDialog *self)
{
  g_auto (GStrv) ids = dect_pbx_profile_list ();
  gboolean any_own = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];

      adw_preferences_group_remove (
          ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP)), row);
    }
  g_ptr_array_set_size (self->rows, 0);
  add_new_drafts (self);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      any_own |= dect_pbx_profile_is_own (ids[i]);
      add_profile (self, ids[i]);
    }
  adw_preferences_group_set_description (
      self->own, any_own || g_hash_table_size (self->drafts) > 0
                     ? NULL
                     : _("None yet. A profile says how one PBX is reached."));
  dect_accessible_name_lists (GTK_WIDGET (self->own), _("Your profiles"));
  dect_accessible_name_lists (GTK_WIDGET (self->shipped), _("Profiles shipped with Handover"));
}

static void
show_page (DectProfilesDialog *self, gboolean edit)
{
  gtk_stack_set_visible_child_name (self->stack, edit ? "edit" : "list");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_widget_set_visible (self->new_button, !edit);
  gtk_widget_set_visible (self->back_button, edit);
  gtk_widget_set_visible (self->save_button, edit && self->editable);
  gtk_widget_set_visible (self->duplicate_button, edit && !self->editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profiles.save", edit && self->editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "profiles.duplicate", edit);
  if (!edit)
    {
      g_clear_pointer (&self->id, g_free);
      dect_dialog_title_set_title (self->title, _("Connection profiles"));
      fill_list (self);
    }
}

/* --- The editor ---------------------------------------------------------------------------------- */

static void
show_editor (DectProfilesDialog *self,
             const char *id,
             GKeyFile *file,
             gboolean editable,
             const char *password)
{
  g_autofree char *name = g_key_file_get_string (file, "profile", "title", NULL);

  dect_set_str (&self->id, id);
  self->editable = editable;
  dect_dialog_title_set_title (self->title, name != NULL && *name != '\0' ? name : id);
  dect_note_set (self->note, DECT_NOTE_INFO,
                 editable ? NULL
                          : _("This profile ships with Handover. Duplicate it to change it."));
  dect_profile_editor_set_profile (self->editor, file, editable, password);
  show_page (self, TRUE);
}

static void
changed_cb (DectProfilesDialog *self)
{
  Draft *draft = g_hash_table_lookup (self->drafts, self->id);

  if (draft == NULL)
    {
      draft = g_new0 (Draft, 1);
      draft->file = g_key_file_ref (dect_profile_editor_get_file (self->editor));
      g_hash_table_insert (self->drafts, g_strdup (self->id), draft);
    }
  draft->touched = TRUE;
  dect_secrets_wipe (draft->password);
  draft->password = g_strdup (dect_profile_editor_get_password (self->editor));
  dect_note_set (self->note, DECT_NOTE_INFO, NULL);
}

void
dect_profiles_dialog_edit (DectProfilesDialog *self, const char *id)
{
  Draft *draft;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = NULL;
  g_autoptr (GKeyFile) file = NULL;

  g_return_if_fail (DECT_IS_PROFILES_DIALOG (self));
  g_return_if_fail (id != NULL);

  draft = g_hash_table_lookup (self->drafts, id);
  if (draft != NULL)
    {
      show_editor (self, id, draft->file, TRUE, draft->password);
      return;
    }
  profile = dect_pbx_profile_load (id, &error);
  if (profile == NULL)
    {
      dect_toast (GTK_WIDGET (self->stack), "%s", error->message);
      return;
    }
  file = dect_pbx_profile_to_key_file (profile);
  show_editor (self, id, file, dect_pbx_profile_is_own (id), get_password (self, id));
}

/* A draft from @file under a name and an id that are free. */
static void
edit_new (DectProfilesDialog *self, GKeyFile *file, const char *name, const char *password)
{
  g_autofree char *id = dect_pbx_profile_dup_free_id (name);
  Draft *draft = g_new0 (Draft, 1);

  for (guint i = 2; g_hash_table_contains (self->drafts, id); i++)
    {
      g_autofree char *wanted = g_strdup_printf ("%s %u", name, i);

      g_free (id);
      id = dect_pbx_profile_dup_free_id (wanted);
    }
  g_key_file_set_string (file, "profile", "id", id);
  g_key_file_set_string (file, "profile", "title", name);
  draft->file = g_key_file_ref (file);
  draft->password = g_strdup (password);
  draft->is_new = TRUE;
  g_hash_table_insert (self->drafts, g_strdup (id), draft);
  show_editor (self, id, file, TRUE, password);
  gtk_widget_grab_focus (
      GTK_WIDGET (dect_profile_editor_find_row (self->editor, "http", "base_url")));
}

void
dect_profiles_dialog_duplicate (DectProfilesDialog *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = NULL;
  g_autoptr (GKeyFile) file = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (DECT_IS_PROFILES_DIALOG (self));
  g_return_if_fail (id != NULL);

  profile = dect_pbx_profile_load (id, &error);
  if (profile == NULL)
    {
      dect_toast (GTK_WIDGET (self->stack), "%s", error->message);
      return;
    }
  file = dect_pbx_profile_to_key_file (profile);
  /* Translators: name of the copy of a profile */
  name = g_strdup_printf (_("%s (copy)"), dect_pbx_profile_get_label (profile));
  edit_new (self, file, name, NULL);
}

/* --- Saving -------------------------------------------------------------------------------------- */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (DectProfilesDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dect_keyring_store_finish (result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    dect_toast (GTK_WIDGET (self->stack), "%s", error->message);
}

static void
store_password (DectProfilesDialog *self, const char *id, const char *password)
{
  const DectSiteInfo *site = dect_site_get_info (dect_document_get_site (self->document));
  g_autofree char *key = dect_profile_dup_secret_key (id);

  if (g_strcmp0 (dect_secrets_get (secrets_of (self), DECT_SECRETS_SITE, key),
                 *password != '\0' ? password : NULL)
      == 0)
    return;
  dect_secrets_set (secrets_of (self), DECT_SECRETS_SITE, key, password);
  dect_keyring_store_async (site->uuid, site->name, secrets_of (self), self->cancellable, stored_cb,
                            g_object_ref (self));
}

/* Another profile must not be written over by renaming one. */
static gboolean
id_is_free (DectProfilesDialog *self, const char *id)
{
  Draft *draft = g_hash_table_lookup (self->drafts, self->id);
  gboolean same = g_str_equal (id, self->id) && (draft == NULL || !draft->is_new);
  DectProfileRow *row = dect_profile_editor_find_row (self->editor, "profile", "id");

  if (same || (!dect_pbx_profile_is_own (id) && !dect_pbx_profile_is_shipped (id)))
    return TRUE;
  dect_profile_row_set_problem (row, _("another profile has this identifier."));
  return FALSE;
}

static gboolean
save (DectProfilesDialog *self, GError **error)
{
  g_autoptr (DectPbxProfile) profile
      = dect_pbx_profile_from_key_file (dect_profile_editor_get_file (self->editor), error);

  if (profile == NULL)
    return FALSE;
  if (!id_is_free (self, profile->id))
    {
      g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_PROFILE, "%s",
                   _("Another profile has this identifier; choose one of its own."));
      return FALSE;
    }
  if (!dect_pbx_profile_save (profile, error))
    return FALSE;
  if (!g_str_equal (profile->id, self->id) && dect_pbx_profile_is_own (self->id))
    dect_pbx_profile_delete (self->id, NULL);
  store_password (self, profile->id, dect_profile_editor_get_password (self->editor));
  g_hash_table_remove (self->drafts, self->id);
  g_signal_emit (self, signals[SAVED], 0, profile->id);
  return TRUE;
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DectProfilesDialog *self = DECT_PROFILES_DIALOG (widget);
  g_autoptr (GError) error = NULL;

  if (!save (self, &error))
    {
      dect_note_set (self->note, DECT_NOTE_ERROR, error->message);
      dect_profile_editor_show_problem (self->editor);
      return;
    }
  show_page (self, FALSE);
  dect_toast (GTK_WIDGET (self->stack), "%s", _("The profile is saved."));
}

/* --- Other actions ------------------------------------------------------------------------------- */

static void
undo_delete_cb (DectProfilesDialog *self)
{
  g_autofree char *text = g_steal_pointer (&self->deleted);
  g_autoptr (DectPbxProfile) profile
      = text != NULL ? dect_pbx_profile_parse (text, strlen (text), NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (profile == NULL)
    return;
  if (!dect_pbx_profile_save (profile, &error))
    dect_toast (GTK_WIDGET (self->stack), "%s", error->message);
  else
    g_signal_emit (self, signals[SAVED], 0, profile->id);
  if (self->id == NULL)
    fill_list (self);
}

static void
offer_undo (DectProfilesDialog *self, const char *name)
{
  g_autofree char *markup = g_markup_printf_escaped (_("“%s” is deleted."), name);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "profiles.undo");
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  undo_delete_cb (DECT_PROFILES_DIALOG (widget));
}

static void
delete_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DectProfilesDialog *self = DECT_PROFILES_DIALOG (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load (id, NULL);
  g_autofree char *name = g_strdup (profile != NULL ? dect_pbx_profile_get_label (profile) : id);
  g_autoptr (GError) error = NULL;

  g_hash_table_remove (self->drafts, id);
  if (dect_pbx_profile_is_own (id))
    {
      if (!dect_pbx_profile_delete (id, &error))
        {
          dect_toast (GTK_WIDGET (self->stack), "%s", error->message);
          return;
        }
      g_free (self->deleted);
      self->deleted = profile != NULL ? dect_pbx_profile_to_text (profile) : NULL;
      if (self->deleted != NULL)
        offer_undo (self, name);
      g_signal_emit (self, signals[SAVED], 0, "");
    }
  fill_list (self);
}

static void
edit_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  dect_profiles_dialog_edit (DECT_PROFILES_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

static void
duplicate_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DectProfilesDialog *self = DECT_PROFILES_DIALOG (widget);
  g_autofree char *id
      = g_strdup (parameter != NULL ? g_variant_get_string (parameter, NULL) : self->id);

  dect_profiles_dialog_duplicate (self, id);
}

static void
new_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DectProfilesDialog *self = DECT_PROFILES_DIALOG (widget);
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load ("contract-1", NULL);
  g_autoptr (GKeyFile) file = NULL;

  g_return_if_fail (profile != NULL);

  file = dect_pbx_profile_to_key_file (profile);
  edit_new (self, file, _("New PBX"), NULL);
}

static void
back_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DectProfilesDialog *self = DECT_PROFILES_DIALOG (widget);

  if (self->id != NULL)
    {
      Draft *draft = g_hash_table_lookup (self->drafts, self->id);

      if (draft != NULL && !draft->touched)
        g_hash_table_remove (self->drafts, self->id);
      show_page (self, FALSE);
    }
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
discard_answer_cb (const char *answer, gpointer user_data)
{
  DectProfilesDialog *self = user_data;

  if (!g_str_equal (answer, "discard"))
    return;
  g_hash_table_remove_all (self->drafts);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
dect_profiles_dialog_close_request (GtkWindow *window)
{
  DectProfilesDialog *self = DECT_PROFILES_DIALOG (window);

  if (g_hash_table_size (self->drafts) == 0)
    return GTK_WINDOW_CLASS (dect_profiles_dialog_parent_class)->close_request (window);
  dect_dialog_ask_discard (window, _("Close without saving the profile?"),
                           _("What was typed and not saved is lost."), _("_Discard"),
                           discard_answer_cb, self);
  return TRUE;
}

static void
dect_profiles_dialog_dispose (GObject *object)
{
  DectProfilesDialog *self = DECT_PROFILES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_hash_table_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->deleted, g_free);
  adw_window_set_content (ADW_WINDOW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PROFILES_DIALOG);
  G_OBJECT_CLASS (dect_profiles_dialog_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "profiles.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "profiles.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "profiles.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "profiles.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "profiles.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "profiles.duplicate-one", "s", duplicate_action);
  gtk_widget_class_install_action (widget_class, "profiles.delete", "s", delete_action);
  gtk_widget_class_install_action (widget_class, "profiles.undo", NULL, undo_action);
}

static void
dect_profiles_dialog_class_init (DectProfilesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_profiles_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = dect_profiles_dialog_close_request;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (DECT_TYPE_DIALOG_TITLE);
  g_type_ensure (DECT_TYPE_NOTE);
  g_type_ensure (DECT_TYPE_PROFILE_EDITOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-profiles-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, title);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, new_button);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, duplicate_button);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, own);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, shipped);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, note);
  gtk_widget_class_bind_template_child (widget_class, DectProfilesDialog, editor);
  install_actions (widget_class);
}

static void
dect_profiles_dialog_init (DectProfilesDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, draft_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

DectProfilesDialog *
dect_profiles_dialog_open (GtkWindow *parent, DectDocument *document)
{
  DectProfilesDialog *self;

  g_return_val_if_fail (DECT_IS_DOCUMENT (document), NULL);

  self = g_object_new (DECT_TYPE_PROFILES_DIALOG, "transient-for", parent, NULL);
  self->document = g_object_ref (document);
  show_page (self, FALSE);
  dect_dialog_present (GTK_WINDOW (self), parent);
  return self;
}

DectProfileEditor *
dect_profiles_dialog_get_editor (DectProfilesDialog *self)
{
  g_return_val_if_fail (DECT_IS_PROFILES_DIALOG (self), NULL);

  return self->editor;
}
