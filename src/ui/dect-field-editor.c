/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-field-editor.h"

#include <glib/gi18n.h>

#include "dect-name-factory.h"
#include "dect-settings.h"
#include "model/dect-catalogue.h"
#include "model/dect-length.h"
#include "radio/dect-radio-data.h"

/* Of a drop-down: the text form of each choice, "" for unset. */
static GPtrArray *
get_values (GtkWidget *editor)
{
  return g_object_get_data (G_OBJECT (editor), "dect-values");
}

/* A longer name has no room beside the title of its row. */
#define WIDE_CHARS 18

static gboolean
field_may_be_unset (const DectField *field)
{
  return field->initial == (double) DECT_UNSET;
}

/* --- Numbers -------------------------------------------------------------------------------------
 */

/* At the entry of a number: what was put there, as it stands there and in the stable form. Feet are
 * rounded, and what nobody has changed must not change. */
#define NUMBER "dect-number-field"
#define SHOWN "dect-number-shown"
#define STABLE "dect-number-stable"

static const DectField *
get_number_field (GtkWidget *editor)
{
  return g_object_get_data (G_OBJECT (editor), NUMBER);
}

static gboolean
is_number (GtkWidget *editor)
{
  return get_number_field (editor) != NULL;
}

static gboolean
is_length (GtkWidget *editor)
{
  return is_number (editor) && dect_field_is_length (get_number_field (editor));
}

/* Whether what was put there still stands there. */
static gboolean
is_untouched (GtkWidget *editor)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (editor)),
                    g_object_get_data (G_OBJECT (editor), SHOWN))
         == 0;
}

static char *
number_dup_text (GtkWidget *editor)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (editor));
  double value;
  gboolean right;

  if (is_untouched (editor))
    return g_strdup (g_object_get_data (G_OBJECT (editor), STABLE));
  right = is_length (editor) ? dect_length_from_text (text, &value, NULL)
                             : dect_number_from_text (text, &value, NULL);
  return right ? dect_number_to_text (value) : g_strdup (text);
}

static char *
number_dup_shown (const DectField *field, const char *text)
{
  double value;

  if (!dect_number_from_text (text, &value, NULL))
    return g_strdup (text);
  return dect_field_is_length (field) ? dect_length_to_entry (value) : dect_number_to_entry (value);
}

static void
number_set_text (GtkWidget *editor, const char *text)
{
  char *shown = number_dup_shown (get_number_field (editor), text);

  g_object_set_data_full (G_OBJECT (editor), STABLE, g_strdup (text), g_free);
  g_object_set_data_full (G_OBJECT (editor), SHOWN, shown, g_free);
  gtk_editable_set_text (GTK_EDITABLE (editor), shown);
}

/* The text is still in the unit before: only what was put there is known in both. */
static void
unit_cb (GtkWidget *editor)
{
  g_autofree char *stable = g_strdup (g_object_get_data (G_OBJECT (editor), STABLE));

  if (is_untouched (editor))
    number_set_text (editor, stable);
}

void
dect_field_editor_watch_unit (GtkWidget *editor, GCallback callback, gpointer owner)
{
  g_return_if_fail (GTK_IS_WIDGET (editor));

  if (!is_length (editor))
    return;
  dect_settings_watch_unit (editor, G_CALLBACK (unit_cb));
  dect_settings_watch_unit (owner, callback);
}

gboolean
dect_field_validate_shown (const DectField *field, const char *text, GError **error)
{
  g_autoptr (GError) problem = NULL;
  double length_m;

  g_return_val_if_fail (field != NULL && text != NULL, FALSE);

  if (dect_field_validate (field, text, &problem))
    return TRUE;
  if (dect_field_is_length (field) && dect_number_from_text (text, &length_m, NULL))
    {
      g_autofree char *shown = dect_length_to_text (length_m, 2);
      g_autofree char *low = dect_length_to_text (field->minimum, 2);
      g_autofree char *high = dect_length_to_text (field->maximum, 2);

      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_RANGE,
                   _("%s is outside the range %s to %s."), shown, low, high);
      return FALSE;
    }
  /* Not a length either, and that says how one is written. */
  if (dect_field_is_length (field) && !dect_length_from_text (text, &length_m, error))
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* --- What stands in it ---------------------------------------------------------------------------
 */

char *
dect_field_editor_dup_text (GtkWidget *editor)
{
  g_return_val_if_fail (GTK_IS_WIDGET (editor), NULL);

  if (is_number (editor))
    return number_dup_text (editor);
  if (GTK_IS_ENTRY (editor))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor)));
  if (GTK_IS_TEXT_VIEW (editor))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  if (GTK_IS_SWITCH (editor))
    return g_strdup (gtk_switch_get_active (GTK_SWITCH (editor)) ? "yes" : "no");

  GPtrArray *values = get_values (editor);
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (editor));

  return g_strdup (selected < values->len ? g_ptr_array_index (values, selected) : "");
}

/* "Mixed" stands at the end, and only while it is true. */
static void
drop_mixed (GtkWidget *editor)
{
  GPtrArray *values = get_values (editor);
  guint last = values->len - 1;

  if (values->len == 0 || !g_str_equal (g_ptr_array_index (values, last), DECT_FIELD_MIXED)
      || gtk_drop_down_get_selected (GTK_DROP_DOWN (editor)) == last)
    return;
  gtk_string_list_remove (GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (editor))), last);
  g_ptr_array_remove_index (values, last);
}

static void
drop_down_set_text (GtkWidget *editor, const char *text)
{
  GPtrArray *values = get_values (editor);
  guint found = GTK_INVALID_LIST_POSITION;

  /* A value of somebody else's catalogue is shown as it is. */
  if (!g_ptr_array_find_with_equal_func (values, text, g_str_equal, &found))
    {
      gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (editor))),
                              g_str_equal (text, DECT_FIELD_MIXED) ? _("Mixed") : text);
      g_ptr_array_add (values, g_strdup (text));
      found = values->len - 1;
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (editor), found);
  drop_mixed (editor);
}

char *
dect_field_editor_mixed_text (GtkWidget *editor)
{
  g_return_val_if_fail (GTK_IS_WIDGET (editor), NULL);

  if (GTK_IS_SWITCH (editor))
    return g_strdup ("no");
  return g_strdup (GTK_IS_DROP_DOWN (editor) ? DECT_FIELD_MIXED : "");
}

void
dect_field_editor_set_text (GtkWidget *editor, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (editor));
  g_return_if_fail (text != NULL);

  if (is_number (editor))
    number_set_text (editor, text);
  else if (GTK_IS_ENTRY (editor))
    gtk_editable_set_text (GTK_EDITABLE (editor), text);
  else if (GTK_IS_TEXT_VIEW (editor))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), text, -1);
  else if (GTK_IS_SWITCH (editor))
    gtk_switch_set_active (GTK_SWITCH (editor), g_str_equal (text, "yes"));
  else
    drop_down_set_text (editor, text);
}

void
dect_field_editor_set_targets (GtkWidget *editor, DectSite *site, DectKind kind)
{
  GListModel *targets = dect_site_list (site, kind);
  GPtrArray *values = get_values (editor);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (values, 0);
  g_ptr_array_add (values, g_strdup (""));
  gtk_string_list_append (names, _("None"));
  for (guint i = 0; i < g_list_model_get_n_items (targets); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (targets, i);
      const DectField *name = dect_kind_field (kind, "name");
      g_autofree char *text = name != NULL ? dect_field_dup_text (name, dect_item_get_record (item))
                                           : dect_record_title (dect_item_get_record (item));

      gtk_string_list_append (names, text);
      g_ptr_array_add (values, g_strdup_printf ("%u", dect_item_get_id (item)));
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (editor), G_LIST_MODEL (names));
}

static void
add_value (GPtrArray *values, GtkStringList *names, const char *value, const char *label)
{
  g_ptr_array_add (values, g_strdup (value));
  gtk_string_list_append (names, label);
}

/* Fields stored as the id of something in a data file. */
static gboolean
names_material (DectKind kind, const DectField *field)
{
  return (kind == DECT_KIND_FLOOR && g_str_equal (field->id, "slab"))
         || (kind == DECT_KIND_WALL && g_str_equal (field->id, "material"));
}

static gboolean
names_environment (DectKind kind, const DectField *field)
{
  return kind == DECT_KIND_FLOOR && g_str_equal (field->id, "environment");
}

/* What base stations are built for; other figures come from a file and are shown as they are. */
static gboolean
names_power (DectKind kind, const DectField *field)
{
  return kind == DECT_KIND_RFP && g_str_equal (field->id, "power_mw");
}

static void
add_powers (GPtrArray *values, GtkStringList *names)
{
  add_value (values, names, "", _("Full power of the region"));
  add_value (values, names, "250", _("250 mW (Europe)"));
  add_value (values, names, "100", _("100 mW (North America)"));
}

static void
add_materials (GPtrArray *values, GtkStringList *names, gboolean slab)
{
  guint n;
  const DectMaterial *materials = dect_material_list (&n);

  add_value (values, names, "", _("Not set"));
  for (guint i = 0; i < n; i++)
    if (slab ? materials[i].slab : materials[i].wall)
      {
        g_autofree char *label = g_strdup_printf (
            _("%s, %.0f dB"), dect_material_get_label (&materials[i]), materials[i].loss_db);

        add_value (values, names, materials[i].id, label);
      }
}

static void
add_environments (GPtrArray *values, GtkStringList *names)
{
  guint n;
  const DectEnvironment *environments = dect_environment_list (&n);

  add_value (values, names, "", _("Not set"));
  for (guint i = 0; i < n; i++)
    add_value (values, names, environments[i].id, dect_environment_get_label (&environments[i]));
}

static void
add_models (GPtrArray *values, GtkStringList *names)
{
  guint n_models;
  const DectRfpModel *models = dect_catalogue_models (&n_models);

  add_value (values, names, "", _("Not set"));
  for (guint i = 0; i < n_models; i++)
    add_value (values, names, models[i].id, models[i].name);
}

static GtkWidget *
make_drop_down (DectKind kind, const DectField *field)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *drop_down;

  if (field->type == DECT_FIELD_MODEL)
    add_models (values, names);
  else if (names_material (kind, field))
    add_materials (values, names, kind == DECT_KIND_FLOOR);
  else if (names_environment (kind, field))
    add_environments (values, names);
  else if (names_power (kind, field))
    add_powers (values, names);
  else if (field->type != DECT_FIELD_REFERENCE && field_may_be_unset (field))
    add_value (values, names, "", _("Not set"));
  if (field->type == DECT_FIELD_BOOL)
    {
      add_value (values, names, "yes", _("Yes"));
      add_value (values, names, "no", _("No"));
    }
  for (const DectChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    add_value (values, names, choice->id, _(choice->label));
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_object_set_data_full (G_OBJECT (drop_down), "dect-values", values,
                          (GDestroyNotify) g_ptr_array_unref);
  dect_name_factory_use (drop_down, WIDE_CHARS);
  return drop_down;
}

gboolean
dect_field_is_code (const DectField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  switch (field->type)
    {
    case DECT_FIELD_NUMBER:
    case DECT_FIELD_INTEGER:
    case DECT_FIELD_MAC:
    case DECT_FIELD_IPEI:
    case DECT_FIELD_PARK:
    case DECT_FIELD_IPV4:
    case DECT_FIELD_NETMASK:
      return TRUE;
    case DECT_FIELD_TEXT:
    case DECT_FIELD_NOTE:
    case DECT_FIELD_BOOL:
    case DECT_FIELD_CHOICE:
    case DECT_FIELD_REFERENCE:
    case DECT_FIELD_MODEL:
    default:
      return FALSE;
    }
}

GtkWidget *
dect_field_editor_new (DectKind kind, const DectField *field)
{
  GtkWidget *editor;

  g_return_val_if_fail (field != NULL, NULL);

  if (names_material (kind, field) || names_environment (kind, field) || names_power (kind, field))
    return make_drop_down (kind, field);
  switch (field->type)
    {
    case DECT_FIELD_BOOL:
      return field_may_be_unset (field) ? make_drop_down (kind, field) : gtk_switch_new ();
    case DECT_FIELD_CHOICE:
    case DECT_FIELD_MODEL:
    case DECT_FIELD_REFERENCE:
      return make_drop_down (kind, field);
    case DECT_FIELD_NOTE:
      editor = gtk_text_view_new ();
      gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (editor), GTK_WRAP_WORD_CHAR);
      gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (editor), FALSE);
      return editor;
    default:
      /* A bare GtkText would do, but a screen reader is not told of it. */
      editor = gtk_entry_new ();
      gtk_entry_set_has_frame (GTK_ENTRY (editor), FALSE);
      gtk_editable_set_width_chars (GTK_EDITABLE (editor), 4);
      /* Groups of digits would change places from right to left. */
      if (dect_field_is_code (field) && gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL)
        {
          gtk_widget_set_direction (editor, GTK_TEXT_DIR_LTR);
          gtk_editable_set_alignment (GTK_EDITABLE (editor), 1);
        }
      if (field->type == DECT_FIELD_NUMBER)
        {
          g_object_set_data (G_OBJECT (editor), NUMBER, (gpointer) field);
          number_set_text (editor, "");
        }
      return editor;
    }
}

gboolean
dect_field_editor_is_wide (GtkWidget *editor)
{
  GListModel *names;

  g_return_val_if_fail (GTK_IS_WIDGET (editor), FALSE);

  if (!GTK_IS_DROP_DOWN (editor))
    return dect_field_editor_is_typed (editor);
  names = gtk_drop_down_get_model (GTK_DROP_DOWN (editor));
  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr (GtkStringObject) name = g_list_model_get_item (names, i);

      if (g_utf8_strlen (gtk_string_object_get_string (name), -1) > WIDE_CHARS)
        return TRUE;
    }
  return FALSE;
}

gboolean
dect_field_editor_is_typed (GtkWidget *editor)
{
  return GTK_IS_ENTRY (editor) || GTK_IS_TEXT_VIEW (editor);
}

void
dect_field_editor_connect (GtkWidget *editor, GCallback callback, gpointer owner)
{
  gpointer object = editor;
  const char *signal = "notify::selected";

  g_return_if_fail (GTK_IS_WIDGET (editor));

  if (GTK_IS_TEXT_VIEW (editor))
    object = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  if (dect_field_editor_is_typed (editor))
    signal = "changed";
  else if (GTK_IS_SWITCH (editor))
    signal = "notify::active";
  g_signal_connect_object (object, signal, callback, owner, G_CONNECT_SWAPPED);
}

const char *
dect_field_unit (const DectField *field)
{
  static const char *const units[][2] = {
    { "_dbm", N_("dBm") }, { "_db", N_("dB") }, { "_percent", N_("%") }, { "_deg", N_("°") },
    { "_mm", N_("mm") },   { "_mw", N_("mW") }, { "_w", N_("W") },       { "_e", N_("erlang") },
  };

  g_return_val_if_fail (field != NULL, NULL);

  if (dect_field_is_length (field))
    return dect_length_get_unit_name ();

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (field->type == DECT_FIELD_NUMBER && g_str_has_suffix (field->id, units[i][0]))
      return _(units[i][1]);
  return NULL;
}

char *
dect_field_dup_title (const DectField *field)
{
  const char *unit;

  g_return_val_if_fail (field != NULL, NULL);

  unit = dect_field_unit (field);
  /* Translators: name of a field and its unit: "Mount height (m)" */
  return unit != NULL ? g_strdup_printf (_("%s (%s)"), _(field->label), unit)
                      : g_strdup (_(field->label));
}
