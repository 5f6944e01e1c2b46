/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-length.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

#define INCH_M (DECT_FOOT_M / 12)
/* Longer than this is no length that a person writes, bytes. */
#define MAX_TEXT 64

static gint unit_now; /* a DectLengthUnit; atomic */

void
dect_length_set_unit (DectLengthUnit unit)
{
  g_return_if_fail (unit == DECT_LENGTH_METRES || unit == DECT_LENGTH_FEET);

  g_atomic_int_set (&unit_now, (gint) unit);
}

DectLengthUnit
dect_length_get_unit (void)
{
  return (DectLengthUnit) g_atomic_int_get (&unit_now);
}

static gboolean
in_feet (void)
{
  return dect_length_get_unit () == DECT_LENGTH_FEET;
}

const char *
dect_length_get_unit_name (void)
{
  return in_feet () ? _("ft") : _("m");
}

double
dect_length_get_unit_size (void)
{
  return in_feet () ? DECT_FOOT_M : 1;
}

/* --- Writing ------------------------------------------------------------------------------------- */

/* @digits: of the inches; those that say nothing are left out. */
static char *
feet_to_text (double length_m, guint digits)
{
  double steps = pow (10, digits);
  double total = round (fabs (length_m) / INCH_M * steps); /* rounded first: no 12″ is left over */
  double feet = floor (total / (12 * steps));
  double inches = (total - feet * 12 * steps) / steps;
  const char *sign = length_m < 0 && total > 0 ? "−" : "";

  while (digits > 0 && fmod (round (inches * steps), 10) == 0)
    {
      digits--;
      steps /= 10;
    }
  if (inches == 0)
    return g_strdup_printf ("%s%.0f′", sign, feet);
  if (feet == 0)
    return g_strdup_printf ("%s%.*f″", sign, (int) digits, inches);
  return g_strdup_printf ("%s%.0f′ %.*f″", sign, feet, (int) digits, inches);
}

static guint
inch_digits (guint decimals)
{
  return decimals > 1 ? decimals - 1 : 0;
}

char *
dect_length_to_text (double length_m, guint decimals)
{
  g_return_val_if_fail (decimals <= 4, NULL);

  if (!isfinite (length_m))
    return g_strdup ("–");
  if (in_feet ())
    return feet_to_text (length_m, inch_digits (decimals));
  /* No minus before what is rounded to nothing. */
  if (fabs (length_m) * pow (10, decimals) < 0.5)
    length_m = 0;
  /* Translators: a length in metres */
  return g_strdup_printf (_("%.*f m"), (int) decimals, length_m);
}

char *
dect_length_size_to_text (double width_m, double height_m, guint decimals)
{
  g_return_val_if_fail (decimals <= 4, NULL);

  if (!isfinite (width_m) || !isfinite (height_m))
    return g_strdup ("–");
  if (in_feet ())
    {
      g_autofree char *width = feet_to_text (width_m, inch_digits (decimals));
      g_autofree char *height = feet_to_text (height_m, inch_digits (decimals));

      return g_strdup_printf ("%s × %s", width, height);
    }
  /* Translators: width and height in metres */
  return g_strdup_printf (_("%.*f × %.*f m"), (int) decimals, width_m, (int) decimals, height_m);
}

char *
dect_length_area_to_text (double area_m2)
{
  if (!isfinite (area_m2))
    return g_strdup ("–");
  if (in_feet ())
    return g_strdup_printf (_("%.0f ft²"), area_m2 / (DECT_FOOT_M * DECT_FOOT_M));
  return g_strdup_printf (_("%.0f m²"), area_m2);
}

char *
dect_length_to_entry (double length_m)
{
  if (!isfinite (length_m) || !in_feet ())
    return dect_number_to_entry (length_m);
  return feet_to_text (length_m, 2);
}

/* --- Reading ------------------------------------------------------------------------------------- */

typedef enum
{
  NO_SYSTEM,
  METRIC,
  IMPERIAL,
} System;

typedef struct
{
  const char *word;
  double size_m;
  System system;
} Word;

/* Those that another one begins with stand behind it. */
static const Word words[] = {
  { "feet", DECT_FOOT_M, IMPERIAL },
  { "foot", DECT_FOOT_M, IMPERIAL },
  { "ft", DECT_FOOT_M, IMPERIAL },
  { "inches", INCH_M, IMPERIAL },
  { "inch", INCH_M, IMPERIAL },
  { "in", INCH_M, IMPERIAL },
  { "''", INCH_M, IMPERIAL },
  { "’’", INCH_M, IMPERIAL },
  { "′′", INCH_M, IMPERIAL },
  { "'", DECT_FOOT_M, IMPERIAL },
  { "’", DECT_FOOT_M, IMPERIAL },
  { "′", DECT_FOOT_M, IMPERIAL },
  { "\"", INCH_M, IMPERIAL },
  { "”", INCH_M, IMPERIAL },
  { "″", INCH_M, IMPERIAL },
  { "mm", 0.001, METRIC },
  { "cm", 0.01, METRIC },
  { "m", 1, METRIC },
};

static const char *
skip_blanks (const char *p)
{
  while (g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Digits and a decimal sign; or “6 1/2”. NULL when there is no number. */
static const char *
read_number (const char *p, double *value)
{
  gsize length = strspn (p, "0123456789.,");
  g_autofree char *digits = g_strndup (p, length);
  const char *fraction;
  double above;
  guint64 below;
  char *end;

  if (!dect_number_from_text (digits, value, NULL))
    return NULL;
  p += length;
  if (strpbrk (digits, ".,") != NULL)
    return p;
  /* Without a whole number before it the fraction has begun already. */
  fraction = skip_blanks (p);
  if (*fraction == '/')
    {
      above = *value;
      *value = 0;
    }
  else
    {
      above = (double) g_ascii_strtoull (fraction, &end, 10);
      if (!g_ascii_isdigit (*fraction) || *end != '/')
        return p;
      fraction = end;
    }
  if (!g_ascii_isdigit (fraction[1]))
    return NULL;
  below = g_ascii_strtoull (fraction + 1, &end, 10);
  if (below == 0)
    return NULL;
  *value += above / (double) below;
  return end;
}

static const Word *
find_word (const char *p)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (p, words[i].word, strlen (words[i].word)) == 0)
      return &words[i];
  return NULL;
}

static gboolean
read_length (const char *p, double *length_m)
{
  double sign = 1, sum = 0, last_m = G_MAXDOUBLE;
  System system = NO_SYSTEM;

  p = skip_blanks (p);
  if (*p == '-' || *p == '+' || g_str_has_prefix (p, "−"))
    {
      sign = *p == '+' ? 1 : -1;
      p = skip_blanks (g_utf8_next_char (p));
    }
  do
    {
      const Word *word;
      double value, size_m;

      p = read_number (p, &value);
      if (p == NULL)
        return FALSE;
      p = skip_blanks (p);
      word = find_word (p);
      if (word != NULL)
        size_m = word->size_m;
      else if (system == NO_SYSTEM)
        size_m = dect_length_get_unit_size ();
      else if (last_m == DECT_FOOT_M)
        size_m = INCH_M;
      else
        return FALSE;
      /* 2 ft 3 m, or 3" 2', is a slip. */
      if (size_m >= last_m || (word != NULL && system != NO_SYSTEM && word->system != system))
        return FALSE;
      sum += value * size_m;
      last_m = size_m;
      if (word == NULL)
        break;
      system = word->system;
      p = skip_blanks (p + strlen (word->word));
    }
  while (*p != '\0');
  *length_m = sign * sum;
  return *p == '\0' && isfinite (sum);
}

gboolean
dect_length_from_text (const char *text, double *length_m, GError **error)
{
  g_return_val_if_fail (text != NULL && length_m != NULL, FALSE);

  if (strlen (text) <= MAX_TEXT && g_utf8_validate (text, -1, NULL) && read_length (text, length_m))
    return TRUE;

  g_autofree char *valid = g_utf8_make_valid (text, MIN (strlen (text), MAX_TEXT));

  g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_NUMBER,
               _("“%s” is not a length; write it as 2.5 m, 120 cm or 8' 2\"."), valid);
  return FALSE;
}

gboolean
dect_field_is_length (const DectField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  return field->type == DECT_FIELD_NUMBER && g_str_has_suffix (field->id, "_m")
         && !g_str_equal (field->id, "plan_scale_m");
}
