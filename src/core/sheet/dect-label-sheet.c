/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-label-sheet.h"

#include "model/dect-data.h"
#include "model/dect-i18n.h"

#include <math.h>

#define PATH "sheet/labels.json"
#define MAX_SHEETS 200

/* What rounding of millimetres to one digit may make of a sheet that is right. */
#define SLACK_MM 0.05

G_DEFINE_QUARK (dect-label-error-quark, dect_label_error)

static JsonArray *
sheets_of (JsonNode *root)
{
  JsonNode *node = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    node = json_object_get_member (json_node_get_object (root), "sheets");
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* The same members for every number, so that the first that is missing is named. */
static gboolean
read_numbers (JsonObject *object, DectLabelSheet *sheet, GError **error)
{
  double columns, rows;
  const struct
  {
    const char *name;
    double *value;
  } members[] = {
    { "paper_width", &sheet->paper_width_mm },
    { "paper_height", &sheet->paper_height_mm },
    { "columns", &columns },
    { "rows", &rows },
    { "width", &sheet->label.width_mm },
    { "height", &sheet->label.height_mm },
    { "left", &sheet->label.x_mm },
    { "top", &sheet->label.y_mm },
    { "pitch_x", &sheet->pitch_x_mm },
    { "pitch_y", &sheet->pitch_y_mm },
    { "edge", &sheet->edge_mm },
    { "radius", &sheet->radius_mm },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      *members[i].value
          = dect_data_number (object, members[i].name, -G_MAXDOUBLE, G_MAXDOUBLE, NAN);
      if (isnan (*members[i].value))
        {
          g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_FORM,
                       _("Label sheet “%s”: give a number for “%s” in %s."), sheet->id,
                       members[i].name, PATH);
          return FALSE;
        }
    }
  sheet->columns = (guint) CLAMP (columns, 0, DECT_LABEL_MAX_COUNT + 1);
  sheet->rows = (guint) CLAMP (rows, 0, DECT_LABEL_MAX_COUNT + 1);
  return TRUE;
}

static gboolean
check_counts (const DectLabelSheet *sheet, GError **error)
{
  if (sheet->columns >= 1 && sheet->columns <= DECT_LABEL_MAX_COUNT && sheet->rows >= 1
      && sheet->rows <= DECT_LABEL_MAX_COUNT)
    return TRUE;

  g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_COUNT,
               _("Label sheet “%s”: it needs 1 to %d columns and rows."), sheet->id,
               DECT_LABEL_MAX_COUNT);
  return FALSE;
}

static gboolean
check_paper (const DectLabelSheet *sheet, GError **error)
{
  const DectSheetRect *label = &sheet->label;
  double right_mm = label->x_mm + (sheet->columns - 1) * sheet->pitch_x_mm + label->width_mm;
  double bottom_mm = label->y_mm + (sheet->rows - 1) * sheet->pitch_y_mm + label->height_mm;

  if (!(fmax (sheet->paper_width_mm, sheet->paper_height_mm) <= DECT_LABEL_MAX_PAPER_MM))
    g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_PAPER,
                 _("Label sheet “%s”: the paper of %g × %g mm is larger than %g mm."), sheet->id,
                 sheet->paper_width_mm, sheet->paper_height_mm, DECT_LABEL_MAX_PAPER_MM);
  else if (!(label->x_mm >= 0 && label->y_mm >= 0 && label->width_mm > 0 && label->height_mm > 0
             && right_mm <= sheet->paper_width_mm + SLACK_MM
             && bottom_mm <= sheet->paper_height_mm + SLACK_MM))
    g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_PAPER,
                 _("Label sheet “%s”: the labels reach to %g × %g mm, the paper has %g × %g mm."),
                 sheet->id, right_mm, bottom_mm, sheet->paper_width_mm, sheet->paper_height_mm);
  else
    return TRUE;
  return FALSE;
}

static gboolean
check_gaps (const DectLabelSheet *sheet, GError **error)
{
  const DectSheetRect *label = &sheet->label;

  if ((sheet->columns > 1 && sheet->pitch_x_mm < label->width_mm - SLACK_MM)
      || (sheet->rows > 1 && sheet->pitch_y_mm < label->height_mm - SLACK_MM))
    g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_OVERLAP,
                 _("Label sheet “%s”: the labels of %g × %g mm overlap at a pitch of %g × %g mm."),
                 sheet->id, label->width_mm, label->height_mm, sheet->pitch_x_mm,
                 sheet->pitch_y_mm);
  else if (!(sheet->edge_mm >= 0 && sheet->radius_mm >= 0
             && 2 * sheet->edge_mm < fmin (label->width_mm, label->height_mm)))
    g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_EDGE,
                 _("Label sheet “%s”: a white edge of %g mm leaves nothing of labels of %g × %g "
                    "mm."),
                 sheet->id, sheet->edge_mm, label->width_mm, label->height_mm);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_sheet (JsonObject *object, DectLabelSheet *sheet, GError **error)
{
  const char *source = dect_data_text (object, "source", NULL);

  *sheet = (DectLabelSheet){ .id = dect_data_text (object, "id", NULL),
                             .title = dect_data_text (object, "title", NULL) };
  if (sheet->id == NULL || sheet->id[0] == '\0')
    {
      g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_FORM,
                   _("A label sheet in %s has no “id”."), PATH);
      return FALSE;
    }
  if (sheet->title == NULL)
    sheet->title = sheet->id;
  sheet->source = source != NULL ? source : "";
  sheet->verified = dect_data_boolean (object, "verified");

  return read_numbers (object, sheet, error) && check_counts (sheet, error)
         && check_paper (sheet, error) && check_gaps (sheet, error);
}

static gboolean
has_sheet (GArray *sheets, const char *id)
{
  for (guint i = 0; i < sheets->len; i++)
    if (g_ascii_strcasecmp (g_array_index (sheets, DectLabelSheet, i).id, id) == 0)
      return TRUE;

  return FALSE;
}

/* Keeps the first complaint. */
static void
complain (GError **error, GError *other)
{
  if (error != NULL && *error == NULL)
    g_propagate_error (error, other);
  else
    g_error_free (other);
}

/* @wanted: (nullable): the only id that counts, for its complaints too */
static void
read_file (JsonNode *root, const char *wanted, GArray *sheets, GError **error)
{
  JsonArray *list = sheets_of (root);
  guint n = list != NULL ? MIN (json_array_get_length (list), MAX_SHEETS) : 0;

  if (root != NULL && list == NULL)
    complain (error, g_error_new (DECT_LABEL_ERROR, DECT_LABEL_ERROR_FORM,
                                  _("%s has no list “sheets”."), PATH));
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      DectLabelSheet sheet = { 0 };
      GError *local_error = NULL;
      gboolean taken;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      taken = read_sheet (json_node_get_object (node), &sheet, &local_error);
      if (wanted != NULL && (sheet.id == NULL || g_ascii_strcasecmp (sheet.id, wanted) != 0))
        taken = FALSE;
      else if (local_error != NULL)
        complain (error, g_steal_pointer (&local_error));
      g_clear_error (&local_error);
      if (taken && !has_sheet (sheets, sheet.id))
        g_array_append_val (sheets, sheet);
    }
}

static GArray *
load (const char *wanted, GError **error)
{
  GArray *sheets = g_array_new (FALSE, FALSE, sizeof (DectLabelSheet));
  GError *local_error = NULL;
  g_autoptr (JsonNode) root = dect_data_load (PATH, &local_error);
  g_autoptr (JsonNode) built_in = dect_data_load_built_in (PATH, NULL);

  if (root == NULL)
    complain (error, local_error);
  read_file (root, wanted, sheets, error);
  read_file (built_in, wanted, sheets, NULL);
  return sheets;
}

static char *
list_ids (void)
{
  g_autoptr (GArray) sheets = load (NULL, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sheets->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            g_array_index (sheets, DectLabelSheet, i).id);
  return g_string_free (text, FALSE);
}

DectLabelSheet *
dect_label_sheet_list (guint *n_sheets, GError **error)
{
  GArray *sheets;

  g_return_val_if_fail (n_sheets != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  sheets = load (NULL, error);
  *n_sheets = sheets->len;
  return (DectLabelSheet *) (gpointer) g_array_free (sheets, FALSE);
}

gboolean
dect_label_sheet_find (const char *id, DectLabelSheet *sheet, GError **error)
{
  const char *wanted = id != NULL ? id : DECT_LABEL_DEFAULT;
  g_autoptr (GError) complaint = NULL;
  g_autoptr (GArray) sheets = NULL;

  g_return_val_if_fail (sheet != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  sheets = load (wanted, &complaint);
  /* A sheet of the user's own that makes no sense is not silently replaced by the built-in one. */
  if (complaint != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&complaint));
      return FALSE;
    }
  if (sheets->len == 0)
    {
      g_autofree char *ids = list_ids ();

      g_set_error (error, DECT_LABEL_ERROR, DECT_LABEL_ERROR_UNKNOWN,
                   _("There is no label sheet “%s”; there are %s."), wanted, ids);
      return FALSE;
    }

  *sheet = g_array_index (sheets, DectLabelSheet, 0);
  return TRUE;
}

guint
dect_label_sheet_count (const DectLabelSheet *sheet)
{
  g_return_val_if_fail (sheet != NULL, 1);

  return sheet->columns * sheet->rows;
}

void
dect_label_sheet_rect (const DectLabelSheet *sheet, guint index, DectSheetRect *rect)
{
  g_return_if_fail (sheet != NULL && rect != NULL);

  *rect = sheet->label;
  rect->x_mm += index % sheet->columns * sheet->pitch_x_mm;
  rect->y_mm += index / sheet->columns * sheet->pitch_y_mm;
}

gint
dect_label_sheet_find_at (const DectLabelSheet *sheet, double x_mm, double y_mm)
{
  g_return_val_if_fail (sheet != NULL, -1);

  for (guint i = 0; i < dect_label_sheet_count (sheet); i++)
    {
      DectSheetRect rect;

      dect_label_sheet_rect (sheet, i, &rect);
      if (x_mm >= rect.x_mm && x_mm < rect.x_mm + rect.width_mm && y_mm >= rect.y_mm
          && y_mm < rect.y_mm + rect.height_mm)
        return (gint) i;
    }

  return -1;
}
