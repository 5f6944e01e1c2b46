/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-fit.h"

#include "model/dect-i18n.h"
#include "radio/dect-radio-data.h"

char *
dect_fit_parameter_dup_label (const DectFitParameter *parameter)
{
  g_return_val_if_fail (parameter != NULL, NULL);

  switch (parameter->term)
    {
    case DECT_FIT_TERM_OFFSET:
      return g_strdup (_("Offset"));
    case DECT_FIT_TERM_EXPONENT:
      return g_strdup (_("Exponent"));
    case DECT_FIT_TERM_LOSS:
    default:
      return g_strdup (dect_material_get_label (dect_material_find (parameter->material)));
    }
}

static char *
dup_few (DectFit *self, const DectFitParameter *parameter)
{
  guint n = parameter->n_observations;
  guint needed = dect_fit_get_options (self)->min_crossings;

  if (parameter->term == DECT_FIT_TERM_LOSS)
    return g_strdup_printf (ngettext ("Only %u observation crosses it; %u are needed.",
                                      "Only %u observations cross it; %u are needed.", n),
                            n, needed);
  return g_strdup_printf (ngettext ("Only %u observation says something about it; %u are needed.",
                                    "Only %u observations say something about it; %u are needed.",
                                    n),
                          n, needed);
}

static char *
dup_alike (DectFit *self, const DectFitParameter *parameter)
{
  guint n;
  const DectFitParameter *other = dect_fit_list_parameters (self, &n) + parameter->alike;
  g_autofree char *label = dect_fit_parameter_dup_label (other);

  if (other->term == DECT_FIT_TERM_EXPONENT)
    return g_strdup (_("It is crossed the more often the farther away, so its loss cannot be told "
                        "from the exponent."));
  return g_strdup_printf (
      /* Translators: %s is a material, "Brick 10 to 12 cm" */
      _("It is crossed mostly together with “%s”, so their losses cannot be told apart."), label);
}

char *
dect_fit_parameter_dup_reason (DectFit *self, const DectFitParameter *parameter)
{
  g_return_val_if_fail (self != NULL && parameter != NULL, NULL);

  switch (parameter->state)
    {
    case DECT_FIT_STATE_FEW:
      return dup_few (self, parameter);
    case DECT_FIT_STATE_SAME:
      return g_strdup (
          parameter->term == DECT_FIT_TERM_EXPONENT
              ? _("All observations are about equally far, so it cannot be told from the offset.")
              : _("Nearly all paths cross it alike, so its loss cannot be told from the offset."));
    case DECT_FIT_STATE_ALIKE:
      return dup_alike (self, parameter);
    case DECT_FIT_STATE_BOUND:
      return g_strdup (
          parameter->term == DECT_FIT_TERM_LOSS && parameter->value <= 0.0
              ? _("The measurements show no loss at all: compare where it is drawn with the "
                   "building.")
              : _("It stopped at the edge of what is possible: compare places, powers and walls "
                   "with the building."));
    case DECT_FIT_STATE_FITTED:
    default:
      return NULL;
    }
}

const char *
dect_fit_state_id (DectFitState state)
{
  static const char *const ids[] = { "fitted", "bound", "few", "same", "alike" };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (ids), NULL);

  return ids[state];
}

const char *
dect_fit_skip_id (DectFitSkip reason)
{
  static const char *const ids[] = { "level", "place", "rfp", "scale", "path" };

  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (ids), NULL);

  return ids[reason];
}

const char *
dect_fit_skip_label (DectFitSkip reason)
{
  static const char *const labels[] = {
    N_("It states no level."),
    N_("Its place has no coordinates."),
    N_("A base station of it is not placed: put it on its floor."),
    N_("A floor of it has a plan without a scale: set the scale."),
    N_("Its ends are in different buildings: set where each building stands on the site."),
  };

  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (labels), NULL);

  return _(labels[reason]);
}
