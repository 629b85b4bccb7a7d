"""Where the team finds surveys and consultations in its menu; each part registers its own pages."""
