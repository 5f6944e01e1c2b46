/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-style.h"

#include <adwaita.h>

typedef struct
{
  const char *light;
  const char *dark;
  const char *light_contrast;
  const char *dark_contrast;
} Shades;

static const Shades shades[DECT_N_COLORS] = {
  [DECT_COLOR_DESK] = { "#f6f5f4", "#1e1e1e", "#ffffff", "#000000" },
  [DECT_COLOR_PAPER] = { "#ffffff", "#262628", "#ffffff", "#000000" },
  [DECT_COLOR_GRID]
  = { "rgba(0,0,0,0.06)", "rgba(255,255,255,0.06)", "rgba(0,0,0,0.2)", "rgba(255,255,255,0.2)" },
  [DECT_COLOR_WALL] = { "#5e5c64", "#9a9996", "#000000", "#ffffff" },
  [DECT_COLOR_GLASS] = { "#62a0ea", "#62a0ea", "#1a5fb4", "#99c1f1" },
  [DECT_COLOR_INK] = { "#2e3436", "#ffffff", "#000000", "#ffffff" },
  [DECT_COLOR_CHAIN] = { "#1a5fb4", "#62a0ea", "#0b3d91", "#99c1f1" },
  [DECT_COLOR_FAIR] = { "#3f8ae0", "#3f7fd0", "#2f6fd6", "#6aa0ea" },
  [DECT_COLOR_WEAK] = { "#b5650a", "#f8a63a", "#8a4a00", "#ffbe6f" },
  [DECT_COLOR_BROKEN] = { "#c01c28", "#ff7b63", "#a00010", "#ff938c" },
  [DECT_COLOR_FAILOVER] = { "#613583", "#c061cb", "#4b2069", "#dc8add" },
  [DECT_COLOR_ACCENT] = { "#3584e4", "#78aeed", "#1a5fb4", "#99c1f1" },
  [DECT_COLOR_ON_FILL] = { "#ffffff", "#1e1e1e", "#ffffff", "#000000" },
  [DECT_COLOR_NOTE] = { "#fdf2b3", "#574a14", "#ffffff", "#000000" },
};

static const char *
pick (const Shades *set, gboolean dark, gboolean contrast)
{
  if (contrast)
    return dark ? set->dark_contrast : set->light_contrast;
  return dark ? set->dark : set->light;
}

const GdkRGBA *
dect_canvas_color (DectCanvasColor color)
{
  static GdkRGBA parsed[2][2][DECT_N_COLORS];
  static gboolean ready;
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean contrast = adw_style_manager_get_high_contrast (manager);

  g_return_val_if_fail (color < DECT_N_COLORS, &parsed[0][0][0]);

  for (guint i = 0; !ready && i < 4 * DECT_N_COLORS; i++)
    gdk_rgba_parse (&parsed[i / 2 % 2][i % 2][i / 4], pick (&shades[i / 4], i / 2 % 2, i % 2));
  ready = TRUE;
  return &parsed[dark][contrast][color];
}
