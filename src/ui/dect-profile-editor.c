/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-profile-editor.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-note.h"

struct _DectProfileEditor
{
  AdwBin parent_instance;
  AdwPreferencesGroup *first;
  AdwPreferencesGroup *security;
  AdwPreferencesGroup *adapter;
  GtkEditable *password;
  DectNote *known;
  DectNote *note;  /* what is wrong and has no row */
  GPtrArray *rows; /* DectProfileRow */
  GPtrArray *expanders;

  GKeyFile *file;
  gboolean updating;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectProfileEditor, dect_profile_editor, ADW_TYPE_BIN)

/* What stands on top, in this order; all other keys of the table follow in the part for adapters.
 */
static const char *const first_places[]
    = { "profile/title", "http/base_url", "auth/username", NULL };
static const char *const security_places[]
    = { "tls/mode", "tls/ca_file", "tls/spki_sha256", "http/allow_plain_http", NULL };

/* --- What is wrong ------------------------------------------------------------------------------- */

static void
show_visibility (DectProfileEditor *self)
{
  g_autofree char *mode = g_key_file_get_string (self->file, "tls", "mode", NULL);
  g_autofree char *method = g_key_file_get_string (self->file, "auth", "method", NULL);
  DectProfileRow *ca = dect_profile_editor_find_row (self, "tls", "ca_file");
  DectProfileRow *pin = dect_profile_editor_find_row (self, "tls", "spki_sha256");
  DectProfileRow *user = dect_profile_editor_find_row (self, "auth", "username");

  gtk_widget_set_visible (GTK_WIDGET (ca),
                          g_strcmp0 (mode, "ca") == 0 || dect_profile_row_get_problem (ca) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (pin), g_strcmp0 (mode, "pin") == 0
                                                || dect_profile_row_get_problem (pin) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (user), g_strcmp0 (method, "basic") == 0
                                                 || dect_profile_row_get_problem (user) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->password), g_strcmp0 (method, "none") != 0);
}

static void
check (DectProfileEditor *self)
{
  g_autoptr (GHashTable) faults = dect_pbx_profile_list_faults (self->file);
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_from_key_file (self->file, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      DectProfileRow *row = self->rows->pdata[i];
      g_autofree char *place = g_strconcat (dect_profile_row_get_group (row), "/",
                                            dect_profile_row_get_key (row), NULL);

      dect_profile_row_set_problem (row, g_hash_table_lookup (faults, place));
    }
  dect_note_set (self->note, DECT_NOTE_ERROR, g_hash_table_lookup (faults, ""));
  if (profile != NULL)
    dect_note_set (self->known, DECT_NOTE_INFO, dect_pbx_profile_get_known (profile));
  show_visibility (self);
}

/* --- Editing ------------------------------------------------------------------------------------- */

static void
row_edited_cb (DectProfileEditor *self, DectProfileRow *row)
{
  const char *group = dect_profile_row_get_group (row);
  const char *key = dect_profile_row_get_key (row);
  g_autofree char *text = dect_profile_row_dup_text (row);

  if (self->updating || self->file == NULL)
    return;
  /* A member that is spelt as the contract spells it needs no line. */
  if (g_str_has_prefix (group, "fields ") && g_str_equal (text, key))
    g_key_file_remove_key (self->file, group, key, NULL);
  else
    g_key_file_set_string (self->file, group, key, text);
  check (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
password_cb (DectProfileEditor *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_texts (DectProfileEditor *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      DectProfileRow *row = self->rows->pdata[i];
      const char *group = dect_profile_row_get_group (row);
      const char *key = dect_profile_row_get_key (row);
      g_autofree char *text = g_key_file_get_string (self->file, group, key, NULL);

      if (text == NULL)
        text = g_strdup (g_str_has_prefix (group, "fields ") ? key : "");
      dect_profile_row_set_text (row, text);
    }
}

/* --- Building ------------------------------------------------------------------------------------ */

static DectProfileRow *
row_of_key (DectProfileEditor *self, const DectPbxProfileKey *key)
{
  DectProfileRow *row = DECT_PROFILE_ROW (dect_profile_row_new (key));

  g_ptr_array_add (self->rows, row);
  g_signal_connect_object (row, "edited", G_CALLBACK (row_edited_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static const DectPbxProfileKey *
find_key (const char *place)
{
  guint n_keys;
  const DectPbxProfileKey *keys = dect_pbx_profile_list_keys (&n_keys);

  for (guint i = 0; i < n_keys; i++)
    {
      g_autofree char *other = g_strconcat (keys[i].group, "/", keys[i].key, NULL);

      if (g_str_equal (other, place))
        return &keys[i];
    }
  g_return_val_if_reached (NULL);
}

static void
add_places (DectProfileEditor *self, AdwPreferencesGroup *group, const char *const *places)
{
  for (guint i = 0; places[i] != NULL; i++)
    adw_preferences_group_add (group, GTK_WIDGET (row_of_key (self, find_key (places[i]))));
}

static GtkWidget *
expander_new (DectProfileEditor *self, const char *title)
{
  GtkWidget *expander = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  g_ptr_array_add (self->expanders, expander);
  adw_preferences_group_add (self->adapter, expander);
  return expander;
}

static void
add_other_keys (DectProfileEditor *self)
{
  guint n_keys;
  const DectPbxProfileKey *keys = dect_pbx_profile_list_keys (&n_keys);
  GtkWidget *expander = NULL;
  const char *group = NULL;

  for (guint i = 0; i < n_keys; i++)
    {
      if (dect_profile_editor_find_row (self, keys[i].group, keys[i].key) != NULL)
        continue;
      if (g_strcmp0 (group, keys[i].group) != 0)
        expander = expander_new (self, dect_pbx_profile_group_title (keys[i].group));
      group = keys[i].group;
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander),
                                GTK_WIDGET (row_of_key (self, &keys[i])));
    }
}

static void
add_members (DectProfileEditor *self)
{
  const char *const *kinds = dect_pbx_profile_list_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *group = g_strconcat ("fields ", kinds[i], NULL);
      g_auto (GStrv) members = dect_pbx_profile_list_members (kinds[i]);
      GtkWidget *expander = expander_new (self, dect_pbx_profile_group_title (group));

      for (guint j = 0; members[j] != NULL; j++)
        {
          GtkWidget *row = dect_profile_row_new_member (group, members[j]);

          g_ptr_array_add (self->rows, row);
          g_signal_connect_object (row, "edited", G_CALLBACK (row_edited_cb), self,
                                   G_CONNECT_SWAPPED);
          adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
        }
      adw_expander_row_set_subtitle (
          ADW_EXPANDER_ROW (expander),
          _("What the PBX calls each of them. Empty: the PBX does not have it."));
    }
}

static AdwPreferencesGroup *
group_new (GtkWidget *box, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title != NULL ? title : "");
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (GTK_BOX (box), group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
password_row_new (DectProfileEditor *self)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Password"));
  gtk_widget_set_tooltip_text (
      row, _("Kept in the keyring of this computer, never in the profile and never in the site."));
  self->password = GTK_EDITABLE (row);
  g_signal_connect_object (row, "changed", G_CALLBACK (password_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
dect_profile_editor_dispose (GObject *object)
{
  DectProfileEditor *self = DECT_PROFILE_EDITOR (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->expanders, g_ptr_array_unref);
  g_clear_pointer (&self->file, g_key_file_unref);
  G_OBJECT_CLASS (dect_profile_editor_parent_class)->dispose (object);
}

static void
dect_profile_editor_class_init (DectProfileEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_profile_editor_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
dect_profile_editor_init (DectProfileEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->rows = g_ptr_array_new ();
  self->expanders = g_ptr_array_new ();
  self->known = g_object_new (DECT_TYPE_NOTE, NULL);
  self->note = g_object_new (DECT_TYPE_NOTE, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->known));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  self->first = group_new (box, NULL, NULL);
  add_places (self, self->first, first_places);
  adw_preferences_group_add (self->first, password_row_new (self));
  self->security = group_new (box, dect_pbx_profile_group_title ("tls"), NULL);
  add_places (self, self->security, security_places);
  self->adapter = group_new (box, _("For those who write an adapter"),
                             _("Another PBX can be described here. For a PBX that speaks the "
                                "contract nothing of this is needed."));
  add_other_keys (self);
  add_members (self);
  adw_bin_set_child (ADW_BIN (self), box);
  dect_accessible_name_lists (GTK_WIDGET (self), _("Connection profile"));
}

void
dect_profile_editor_set_profile (DectProfileEditor *self,
                                 GKeyFile *file,
                                 gboolean editable,
                                 const char *password)
{
  g_return_if_fail (DECT_IS_PROFILE_EDITOR (self));
  g_return_if_fail (file != NULL);

  g_key_file_ref (file);
  g_clear_pointer (&self->file, g_key_file_unref);
  self->file = file;
  self->updating = TRUE;
  show_texts (self);
  gtk_editable_set_text (self->password, password != NULL ? password : "");
  for (guint i = 0; i < self->rows->len; i++)
    dect_profile_row_set_editable (self->rows->pdata[i], editable);
  for (guint i = 0; i < self->expanders->len; i++)
    adw_expander_row_set_expanded (self->expanders->pdata[i], FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), editable);
  self->updating = FALSE;
  check (self);
}

GKeyFile *
dect_profile_editor_get_file (DectProfileEditor *self)
{
  g_return_val_if_fail (DECT_IS_PROFILE_EDITOR (self), NULL);

  return self->file;
}

const char *
dect_profile_editor_get_password (DectProfileEditor *self)
{
  g_return_val_if_fail (DECT_IS_PROFILE_EDITOR (self), NULL);

  return gtk_editable_get_text (self->password);
}

DectProfileRow *
dect_profile_editor_find_row (DectProfileEditor *self, const char *group, const char *key)
{
  g_return_val_if_fail (DECT_IS_PROFILE_EDITOR (self), NULL);
  g_return_val_if_fail (group != NULL && key != NULL, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (dect_profile_row_get_group (self->rows->pdata[i]), group)
        && g_str_equal (dect_profile_row_get_key (self->rows->pdata[i]), key))
      return self->rows->pdata[i];
  return NULL;
}

gboolean
dect_profile_editor_show_problem (DectProfileEditor *self)
{
  g_return_val_if_fail (DECT_IS_PROFILE_EDITOR (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (dect_profile_row_get_problem (self->rows->pdata[i]) != NULL)
      {
        GtkWidget *expander = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_EXPANDER_ROW);

        if (expander != NULL)
          adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
        gtk_widget_grab_focus (self->rows->pdata[i]);
        return TRUE;
      }
  return dect_note_get_text (self->note) != NULL;
}
