/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-profile-row.h"

#include <glib/gi18n.h>

#include "dect-file-chooser.h"
#include "dect-name-factory.h"
#include "dect-text-label.h"

struct _DectProfileRow
{
  AdwPreferencesRow parent_instance;
  char *group;
  char *key;
  char **words; /* of a choice */
  const char *explanation;
  GtkWidget *editor; /* GtkEntry or GtkDropDown */
  GtkWidget *choose; /* button for a file; NULL elsewhere */
  GtkLabel *below;
  gboolean has_problem;
  gboolean updating;
};

enum
{
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectProfileRow, dect_profile_row, ADW_TYPE_PREFERENCES_ROW)

static void
edited_cb (DectProfileRow *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[EDITED], 0);
}

static gboolean
dect_profile_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (DECT_PROFILE_ROW (widget)->editor);
}

static void
dect_profile_row_activate (GtkListBoxRow *row)
{
  gtk_widget_grab_focus (DECT_PROFILE_ROW (row)->editor);
}

static void
dect_profile_row_finalize (GObject *object)
{
  DectProfileRow *self = DECT_PROFILE_ROW (object);

  g_free (self->group);
  g_free (self->key);
  g_strfreev (self->words);
  G_OBJECT_CLASS (dect_profile_row_parent_class)->finalize (object);
}

static void
dect_profile_row_class_init (DectProfileRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_profile_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = dect_profile_row_grab_focus;
  GTK_LIST_BOX_ROW_CLASS (klass)->activate = dect_profile_row_activate;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
dect_profile_row_init (DectProfileRow *self)
{
}

/* --- Building ------------------------------------------------------------------------------------ */

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = dect_text_label_new (text, style);

  gtk_widget_add_css_class (label, "caption");
  return label;
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  DectProfileRow *self = user_data;
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    return;
  dect_profile_row_set_text (self, path);
  edited_cb (self);
}

static void
choose_cb (DectProfileRow *self)
{
  dect_file_chooser_open (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                          _("Open a certificate"), DECT_FILE_ANY, file_chosen_cb, G_OBJECT (self));
}

static GtkWidget *
entry_new (DectProfileRow *self, GtkInputPurpose purpose)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_input_purpose (GTK_ENTRY (entry), purpose);
  g_signal_connect_object (entry, "changed", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
choice_new (DectProfileRow *self, const DectPbxKeyWords *words)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *choice;

  for (guint i = 0; self->words[i] != NULL; i++)
    gtk_string_list_append (labels, words != NULL && words->labels[i] != NULL ? _(words->labels[i])
                                                                              : self->words[i]);
  choice = gtk_drop_down_new (g_steal_pointer ((GListModel **) &labels), NULL);
  dect_name_factory_use (choice, 28);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
  return choice;
}

static void
build (DectProfileRow *self, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), label_new (title, "dim-label"));
  gtk_widget_set_hexpand (self->editor, TRUE);
  gtk_box_append (GTK_BOX (line), self->editor);
  if (self->choose != NULL)
    gtk_box_append (GTK_BOX (line), self->choose);
  gtk_box_append (GTK_BOX (box), line);
  self->below = GTK_LABEL (label_new (self->explanation, "dim-label"));
  gtk_widget_set_visible (GTK_WIDGET (self->below), self->explanation != NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->below));
  gtk_widget_add_css_class (box, "profile-key");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->explanation != NULL ? self->explanation : "", -1);
}

GtkWidget *
dect_profile_row_new (const DectPbxProfileKey *key)
{
  DectProfileRow *self = g_object_new (DECT_TYPE_PROFILE_ROW, NULL);
  const DectPbxKeyWords *words;

  g_return_val_if_fail (key != NULL, GTK_WIDGET (self));

  words = dect_pbx_profile_key_words (key->group, key->key);
  self->group = g_strdup (key->group);
  self->key = g_strdup (key->key);
  self->explanation = words != NULL && words->explanation != NULL ? _(words->explanation) : NULL;
  if (key->type == DECT_PBX_PROFILE_CHOICE)
    {
      self->words = g_strsplit (key->words, " ", -1);
      self->editor = choice_new (self, words);
    }
  else
    self->editor
        = entry_new (self, key->type == DECT_PBX_PROFILE_NUMBER ? GTK_INPUT_PURPOSE_DIGITS
                           : g_str_equal (key->key, "base_url") ? GTK_INPUT_PURPOSE_URL
                                                                : GTK_INPUT_PURPOSE_FREE_FORM);
  if (g_str_equal (key->key, "ca_file"))
    {
      self->choose = gtk_button_new_from_icon_name ("document-open-symbolic");
      gtk_widget_set_tooltip_text (self->choose, _("Choose a file"));
      g_signal_connect_object (self->choose, "clicked", G_CALLBACK (choose_cb), self,
                               G_CONNECT_SWAPPED);
    }
  build (self, words != NULL ? _(words->title) : key->key);
  return GTK_WIDGET (self);
}

GtkWidget *
dect_profile_row_new_member (const char *group, const char *member)
{
  DectProfileRow *self = g_object_new (DECT_TYPE_PROFILE_ROW, NULL);

  g_return_val_if_fail (group != NULL && member != NULL, GTK_WIDGET (self));

  self->group = g_strdup (group);
  self->key = g_strdup (member);
  self->editor = entry_new (self, GTK_INPUT_PURPOSE_FREE_FORM);
  build (self, member);
  return GTK_WIDGET (self);
}

/* --- What stands there --------------------------------------------------------------------------- */

const char *
dect_profile_row_get_group (DectProfileRow *self)
{
  g_return_val_if_fail (DECT_IS_PROFILE_ROW (self), NULL);

  return self->group;
}

const char *
dect_profile_row_get_key (DectProfileRow *self)
{
  g_return_val_if_fail (DECT_IS_PROFILE_ROW (self), NULL);

  return self->key;
}

char *
dect_profile_row_dup_text (DectProfileRow *self)
{
  guint selected;

  g_return_val_if_fail (DECT_IS_PROFILE_ROW (self), NULL);

  if (self->words == NULL)
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));
  return g_strdup (selected < g_strv_length (self->words) ? self->words[selected] : "");
}

void
dect_profile_row_set_text (DectProfileRow *self, const char *text)
{
  g_return_if_fail (DECT_IS_PROFILE_ROW (self));
  g_return_if_fail (text != NULL);

  self->updating = TRUE;
  if (self->words == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    if (g_str_equal (self->words[i], text))
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), i);
  self->updating = FALSE;
}

/* Reasons are written to follow the name of the key. */
static char *
dup_sentence (const char *reason)
{
  GString *text = g_string_new (NULL);

  g_string_append_unichar (text, g_unichar_toupper (g_utf8_get_char (reason)));
  g_string_append (text, *reason != '\0' ? g_utf8_next_char (reason) : "");
  return g_string_free (text, FALSE);
}

void
dect_profile_row_set_problem (DectProfileRow *self, const char *problem)
{
  g_autofree char *sentence = problem != NULL ? dup_sentence (problem) : NULL;
  const char *text;

  g_return_if_fail (DECT_IS_PROFILE_ROW (self));

  text = sentence != NULL ? sentence : self->explanation;
  self->has_problem = problem != NULL;
  gtk_label_set_text (self->below, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->below), text != NULL);
  if (problem != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "error");
      gtk_widget_remove_css_class (GTK_WIDGET (self->below), "dim-label");
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
      gtk_widget_add_css_class (GTK_WIDGET (self->below), "dim-label");
    }
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "",
                                  -1);
}

const char *
dect_profile_row_get_problem (DectProfileRow *self)
{
  g_return_val_if_fail (DECT_IS_PROFILE_ROW (self), NULL);

  return self->has_problem ? gtk_label_get_text (self->below) : NULL;
}

void
dect_profile_row_set_editable (DectProfileRow *self, gboolean editable)
{
  g_return_if_fail (DECT_IS_PROFILE_ROW (self));

  /* A text that cannot be changed can still be read, selected and copied. */
  if (self->words == NULL)
    gtk_editable_set_editable (GTK_EDITABLE (self->editor), editable);
  else
    gtk_widget_set_sensitive (self->editor, editable);
  if (self->choose != NULL)
    gtk_widget_set_visible (self->choose, editable);
}
